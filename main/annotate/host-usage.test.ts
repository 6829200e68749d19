import { describe, expect, test } from 'vitest';
import { parseMemory, parsePs, parseStat, readHostUsage } from './host-usage.ts';

describe('what the operating system tells', () => {
  test.each([
    ['4242 (python) S 1 4242 4242 0 -1 4194560 9001 0 3 0 150 25 0 0 20 0 9 0 1 2 3', 1.75],
    ['4242 (py (odd) name) S 1 4242 4242 0 -1 4194560 9001 0 3 0 7 0 0 0 20 0 9 0 1 2 3', 0.07],
    ['', null],
  ])('stat %j → %s s', (stat, seconds) => {
    expect(parseStat(stat)).toBe(seconds);
  });

  test.each([
    ['Rss:              100 kB\nPss:               64 kB\nPss_Dirty:         32 kB\n', 65_536],
    ['Rss:   900 kB\nPss:   800 kB\nPss_Dirty:  70 kB\nPss_Anon:  64 kB\nPss_File:  736 kB\n', 65_536],
    ['VmPeak:\t  200 kB\nVmRSS:\t   100 kB\n', 102_400],
    ['Name: x', null],
  ])('memory %j → %s bytes', (text, bytes) => {
    expect(parseMemory(text)).toBe(bytes);
  });

  test.each([
    ['  2048   0:01.50\n', { memoryBytes: 2_097_152, cpuSeconds: 1.5 }],
    ['2048 01:02:03', { memoryBytes: 2_097_152, cpuSeconds: 3723 }],
    ['2048 1-00:00:05', { memoryBytes: 2_097_152, cpuSeconds: 86_405 }],
    ['', null],
    ['no such process', null],
  ])('ps %j → %j', (line, usage) => {
    expect(parsePs(line)).toEqual(usage);
  });

  test('this very process has used some of both', async () => {
    const usage = await readHostUsage(process.pid);
    expect(usage?.memoryBytes).toBeGreaterThan(10_000_000);
    expect(usage?.cpuSeconds).toBeGreaterThan(0);
  });

  test('a process that is gone has none', async () => {
    expect(await readHostUsage(2 ** 22 + 1)).toBeNull();
  });
});
