import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SavedAnnotations } from './saved-annotations.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'annotate-share-saved-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('who has saved is found from the first save on, and only they', async () => {
  const saved = new SavedAnnotations(folder);
  expect(await saved.has('guest-1')).toBe(false);
  mkdirSync(join(folder, 'guest-1'));
  expect(await saved.has('guest-1')).toBe(false);
  writeFileSync(join(folder, 'guest-1', 'gene-sets.csv'), '');
  expect(await saved.has('guest-1')).toBe(true);
  expect(await saved.has('guest-2')).toBe(false);
});

test('it is remembered', async () => {
  const saved = new SavedAnnotations(folder);
  mkdirSync(join(folder, 'guest-1'));
  writeFileSync(join(folder, 'guest-1', 'cell-labels.csv'), '');
  expect(await saved.has('guest-1')).toBe(true);
  rmSync(join(folder, 'guest-1'), { recursive: true });
  expect(await saved.has('guest-1')).toBe(true);
});

test('a dataset nobody has saved in has no folder at all', async () => {
  expect(await new SavedAnnotations(join(folder, 'none')).has('guest-1')).toBe(false);
});

test('where one cannot look there may be something', async () => {
  writeFileSync(join(folder, 'guest-1'), 'a file in the place of a folder');
  expect(await new SavedAnnotations(folder).has('guest-1')).toBe(true);
});
