import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, open, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fingerprintOf } from './fingerprint.ts';

const MIB = 1024 * 1024;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'annotate-share-fingerprint-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function made(name: string, bytes: Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

async function change(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, at);
  await file.write(Buffer.of((byte[0] ?? 0) ^ 1), 0, 1, at);
  await file.close();
}

test.each([0, 1, 65_536, 65_537, 3 * MIB, 20 * MIB])(
  '%d bytes: it goes with the content, not with name or time',
  async (size) => {
    const path = await made(`a-${size}`, randomBytes(size));
    const before = await fingerprintOf(path);
    await utimes(path, 1, 1);
    const moved = join(folder, `b-${size}`);
    await rename(path, moved);
    await copyFile(moved, path);
    expect(await fingerprintOf(moved)).toBe(before);
    expect(await fingerprintOf(path)).toBe(before);
  },
);

describe('another content is another fingerprint', () => {
  test.each([0, 65_535, 65_536, 1_000_000, 3 * MIB - 1])('one bit at %d of a small file', async (at) => {
    const path = await made('small', randomBytes(3 * MIB));
    const before = await fingerprintOf(path);
    await change(path, at);
    expect(await fingerprintOf(path)).not.toBe(before);
  });

  test.each([0, 65_535, 20 * MIB - 1])('at the beginning and the end of a large one (%d)', async (at) => {
    const path = await made('large', randomBytes(20 * MIB));
    const before = await fingerprintOf(path);
    await change(path, at);
    expect(await fingerprintOf(path)).not.toBe(before);
  });

  test('a byte less', async () => {
    const bytes = Buffer.alloc(20 * MIB);
    expect(await fingerprintOf(await made('shorter', bytes.subarray(1)))).not.toBe(
      await fingerprintOf(await made('longer', bytes)),
    );
  });
});

test('a file that is not there rejects', async () => {
  await expect(fingerprintOf(join(folder, 'nowhere'))).rejects.toThrow();
});
