import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PackedFiles } from './packed-files.ts';
import { fingerprint } from './question.ts';

const plain = Buffer.from('const a = 1;\n'.repeat(100));
const name = fingerprint(plain, '');
let parent: string;
let folder: string;
let files: PackedFiles;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'packed-files-'));
  folder = join(parent, 'new', 'packed-files');
  files = new PackedFiles(folder);
});
afterEach(() => rmSync(parent, { recursive: true }));

test('what was packed is there at the next start, in its own coding alone', async () => {
  const packed = brotliCompressSync(plain);
  await files.write(name, 'br', packed);
  const later = new PackedFiles(folder);
  expect((await later.read(name, 'br'))?.equals(packed)).toBe(true);
  expect(await later.read(name, 'gzip')).toBeNull();
  expect(await later.read(fingerprint(Buffer.from('else'), ''), 'br')).toBeNull();
});

test('nobody else on this computer can read or change it, and nothing half written stays', async () => {
  await files.write(name, 'gzip', gzipSync(plain));
  expect(readdirSync(folder)).toEqual([`${name}.gzip`]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, `${name}.gzip`)).mode & 0o777).toBe(0o600);
});

test('two that write the same at once leave one whole file', async () => {
  const packed = gzipSync(plain);
  await Promise.all(Array.from({ length: 8 }, () => files.write(name, 'gzip', packed)));
  expect(readdirSync(folder)).toEqual([`${name}.gzip`]);
  expect((await files.read(name, 'gzip'))?.equals(packed)).toBe(true);
});

describe('what is damaged is as if it were not there', () => {
  test.each([
    ['cut short', gzipSync(plain).subarray(0, 40)],
    ['empty', Buffer.alloc(0)],
    ['not packed', plain],
    ['another content, well packed', gzipSync('alert(1)')],
  ])('%s', async (_, bytes) => {
    await files.write(name, 'gzip', gzipSync(plain));
    writeFileSync(join(folder, `${name}.gzip`), bytes);
    expect(await files.read(name, 'gzip')).toBeNull();
  });
});

test('a disk that cannot be written to is told, and leaves nothing half written', async () => {
  writeFileSync(join(parent, 'new'), '');
  await expect(files.write(name, 'br', brotliCompressSync(plain))).rejects.toThrow();
  expect(readdirSync(parent)).toEqual(['new']);
});
