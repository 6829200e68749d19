/** A watch over real folders: what comes and goes is told once it is quiet, and of what is no longer watched nothing. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FolderWatch } from './folder-watch.ts';

let root: string;
let told: number;
let wake: () => void;
let watch: FolderWatch;
const next = () => new Promise<void>((settle) => (wake = settle));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'annotate-share-watch-'));
  for (const name of ['a', 'b']) mkdirSync(join(root, name));
  told = 0;
  wake = () => undefined;
  watch = new FolderWatch(() => {
    told += 1;
    wake();
  }, 30);
});
afterEach(() => {
  watch.close();
  rmSync(root, { recursive: true, force: true });
});

test('what comes and goes is told', async () => {
  watch.watch([join(root, 'a'), join(root, 'nowhere')]);
  for (const change of [
    () => writeFileSync(join(root, 'a', 'x.h5ad'), 'x'),
    () => rmSync(join(root, 'a', 'x.h5ad')),
    () => mkdirSync(join(root, 'a', 'group')),
  ]) {
    const heard = next();
    change();
    await heard;
  }
  expect(told).toBe(3);
});

test('many changes at once are told together', async () => {
  watch.watch([join(root, 'a')]);
  const heard = next();
  for (let number = 0; number < 50; number += 1) writeFileSync(join(root, 'a', `${number}.h5ad`), 'x');
  await heard;
  expect(told).toBeLessThan(5);
});

test('of another folder than before only that one is told', async () => {
  watch.watch([join(root, 'a')]);
  watch.watch([join(root, 'b')]);
  writeFileSync(join(root, 'a', 'x.h5ad'), 'x');
  const heard = next();
  writeFileSync(join(root, 'b', 'y.h5ad'), 'y');
  await heard;
  expect(told).toBe(1);
});

test('a folder that comes back is watched again when it is asked for again', async () => {
  watch.watch([join(root, 'a')]);
  const gone = next();
  rmSync(join(root, 'a'), { recursive: true });
  await gone;
  watch.watch([]);
  mkdirSync(join(root, 'a'));
  watch.watch([join(root, 'a')]);
  const heard = next();
  writeFileSync(join(root, 'a', 'x.h5ad'), 'x');
  await heard;
});
