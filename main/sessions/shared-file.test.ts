import { mkdtempSync, rmSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SharedFile } from './shared-file.ts';

let folder: string;
let real: string;
let link: string;
let file: SharedFile;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'annotate-share-file-'));
  real = join(folder, 'abc123.h5ad');
  link = join(folder, 'lung.h5ad');
  writeFileSync(real, 'x');
  symlinkSync(real, link);
  file = new SharedFile(link, async (source) => {
    const { size, mtime } = await stat(source);
    return { path: await realpath(source), fileName: basename(source), sizeBytes: size, modified: mtime };
  });
  await file.check(link);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('it goes by the canonical path and is called as its owner calls it, whatever becomes of the link', async () => {
  expect(file).toMatchObject({ path: await realpath(real), fileName: 'lung.h5ad', sizeBytes: 1 });
  unlinkSync(link);
  await file.checkAgain();
  expect(file).toMatchObject({ path: await realpath(real), fileName: 'lung.h5ad' });
});

test('the same version has the same name; a change that was seen gives another, and the look at it a third', async () => {
  const { content } = file;
  await file.watch();
  await file.checkAgain();
  expect([file.content, file.changedAt]).toEqual([content, null]);
  writeFileSync(real, 'longer');
  await file.watch();
  expect(file.changedAt).toBeInstanceOf(Date);
  const { content: changed } = file;
  await file.checkAgain();
  expect(file.changedAt).toBeNull();
  expect(new Set([content, changed, file.content]).size).toBe(3);
});

test('a file of the same size with another time is another version', async () => {
  utimesSync(real, new Date(0), new Date(0));
  await file.watch();
  expect(file.changedAt).not.toBeNull();
});

test('a file that is gone is no change: whoever has it open still reads it', async () => {
  rmSync(real);
  await file.watch();
  expect(file.changedAt).toBeNull();
  await expect(file.checkAgain()).rejects.toThrow();
});

test('a look that was begun before the file was opened anew tells nothing of the new one', async () => {
  writeFileSync(real, 'longer');
  const watching = file.watch();
  const opening = file.checkAgain();
  await Promise.all([watching, opening]);
  const { content } = file;
  await file.watch();
  expect([file.changedAt, file.content]).toEqual([null, content]);
});
