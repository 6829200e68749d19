import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keyOf, madeOnce } from './cache.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'annotate-share-cache-'));
});
afterEach(() => rm(root, { recursive: true }));

test('a folder is made once and then used', async () => {
  let times = 0;
  const make = (folder: string) => {
    times += 1;
    return writeFile(join(folder, 'content'), String(times));
  };
  const folder = await madeOnce(join(root, 'deep', 'a'), make);
  expect(await madeOnce(join(root, 'deep', 'a'), make)).toBe(folder);
  expect(await readFile(join(folder, 'content'), 'utf8')).toBe('1');
});

test('a folder that was made in part is not used and leaves nothing behind', async () => {
  const half = async (folder: string) => {
    await writeFile(join(folder, 'half'), '');
    throw new Error('disk full');
  };
  await expect(madeOnce(join(root, 'a'), half)).rejects.toThrow('disk full');
  expect(await readdir(root)).toEqual([]);
  const folder = await madeOnce(join(root, 'a'), (made) => writeFile(join(made, 'whole'), ''));
  expect(await readdir(folder)).toEqual(['complete', 'whole']);
});

test('a key changes with any of the files, and with where one ends and the next begins', async () => {
  const file = async (name: string, content: string) => {
    await writeFile(join(root, name), content);
    return join(root, name);
  };
  const keys = new Set([
    keyOf([await file('a', 'ab'), await file('b', 'c')]),
    keyOf([await file('c', 'a'), await file('d', 'bc')]),
    keyOf([await file('e', 'ab'), await file('f', 'd')]),
  ]);
  expect(keys.size).toBe(3);
  expect(keyOf([join(root, 'a'), join(root, 'b')])).toBe(keyOf([join(root, 'a'), join(root, 'b')]));
});
