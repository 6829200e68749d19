import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isStale } from './staleness.ts';

let root: string;
const at = (...parts: string[]) => join(root, ...parts);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'annotate-share-stale-'));
  await mkdir(at('renderer', 'views'), { recursive: true });
  await writeFile(at('renderer', 'views', 'home.tsx'), '');
  await writeFile(at('package.json'), '');
  for (const path of ['renderer/views/home.tsx', 'renderer/views', 'renderer', 'package.json'])
    await setTime(path, 1000);
});
afterEach(() => rm(root, { recursive: true }));

async function setTime(path: string, seconds: number): Promise<void> {
  await utimes(at(...path.split('/')), seconds, seconds);
}

async function built(seconds: number): Promise<boolean> {
  await writeFile(at('stamp'), '');
  await setTime('stamp', seconds);
  return isStale([at('renderer'), at('package.json')], at('stamp'));
}

test('never built', async () => {
  expect(await isStale([at('renderer')], at('stamp'))).toBe(true);
});

test('built after the last change', async () => {
  expect(await built(1001)).toBe(false);
});

test.each([
  ['a file deep inside was edited', 'renderer/views/home.tsx'],
  ['a file was taken away: only its folder tells', 'renderer/views'],
  ['a single file was edited', 'package.json'],
])('%s', async (_case, path) => {
  await setTime(path, 1002);
  expect(await built(1001)).toBe(true);
});

test('a source that is not there any more', async () => {
  await rm(at('package.json'));
  expect(await built(1001)).toBe(true);
});
