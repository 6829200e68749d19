import { describe, expect, test } from 'vitest';
import { cgroupFolders, parseCgroup, parseMeminfo, readMemory, tightest } from './memory-reading.ts';

test('the whole computer, as Linux tells', () => {
  const text =
    'MemTotal:       16316412 kB\nMemFree:          239480 kB\nMemAvailable:    9038672 kB\nBuffers:  1 kB\n';
  expect(parseMeminfo(text)).toEqual({ availableBytes: 9038672 * 1024, totalBytes: 16316412 * 1024 });
  expect(parseMeminfo('MemTotal: 16316412 kB\n')).toBeNull();
  expect(parseMeminfo('')).toBeNull();
});

describe('a container', () => {
  const stat = 'anon 700\nfile 250\ninactive_anon 1\nactive_anon 1\ninactive_file 150\nactive_file 50\n';
  test.each([
    ['counts pages of files as available', { max: '1000\n', current: '900\n', stat }, 300],
    ['has never less than nothing', { max: '1000', current: '1200', stat: '' }, 0],
    ['has never more than its limit', { max: '1000', current: '100', stat }, 1000],
  ])('%s', (_, files, availableBytes) => expect(parseCgroup(files)).toEqual({ availableBytes, totalBytes: 1000 }));

  test.each([
    ['no limit', { max: 'max\n', current: '900\n', stat }],
    ['no such files', { max: '', current: '', stat: '' }],
  ])('%s', (_, files) => expect(parseCgroup(files)).toBeNull());

  test.each([
    ['0::/\n', ['/sys/fs/cgroup/']],
    ['1:cpu:/x\n0::/a/b\n', ['/sys/fs/cgroup/a/b', '/sys/fs/cgroup/a', '/sys/fs/cgroup/']],
    ['4:memory:/docker/x\n', []],
    ['', []],
  ])('%j is at %j', (text, folders) => expect(cgroupFolders(text)).toEqual(folders));
});

test('the tightest limit counts', () => {
  const whole = { availableBytes: 500, totalBytes: 1000 };
  const part = { availableBytes: 100, totalBytes: 200 };
  expect(tightest([whole, null, part])).toBe(part);
  expect(tightest([null, whole])).toBe(whole);
  expect(tightest([null])).toBeNull();
});

test('this computer tells', async () => {
  const reading = await readMemory();
  expect(reading?.availableBytes).toBeGreaterThan(0);
  expect(reading?.totalBytes).toBeGreaterThanOrEqual(reading?.availableBytes ?? 0);
});
