import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { firstFiles, weigh } from './bundle-size.ts';

const html = `<!doctype html><link rel="icon" href="/assets/icon.svg" />
<script type="module" crossorigin src="./assets/index-a.js"></script>
<link rel="modulepreload" crossorigin href="/assets/shared.js"><link rel="stylesheet" href="./assets/index.css">`;

function built(bytes: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'annotate-share-page-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), html);
  writeFileSync(join(folder, 'assets/index-a.js'), randomBytes(bytes));
  for (const file of ['shared.js', 'index.css', 'de.js'])
    writeFileSync(join(folder, 'assets', file), file === 'de.js' ? randomBytes(50_000) : '');
  return folder;
}

test('scripts, what they are preloaded with, and styles count; pictures and what is loaded later do not', () => {
  expect(firstFiles(html)).toEqual(['assets/index-a.js', 'assets/shared.js', 'assets/index.css']);
});

test('a page within its weight is weighed, one above it is no page', async () => {
  expect(await weigh(built(20_000), 30_000)).toBeGreaterThan(20_000);
  await expect(weigh(built(31_000), 30_000)).rejects.toThrow('may weigh 30 kB');
});
