import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { toFailure } from '../../contract/errors.ts';
import { termsWish, type TermsOptions } from './terms-option.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'annotate-share-terms-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(content: string): string {
  const path = join(folder, 'terms.md');
  writeFileSync(path, content);
  return path;
}
const codeOf = (options: TermsOptions) => termsWish(options).then(String, (error: unknown) => toFailure(error).code);

test('a file, a heading and a contact become what is asked', async () => {
  const terms = file('- Do not pass on.\n');
  expect(await termsWish({ terms })).toEqual({ title: 'Before you look', contact: '', terms: '- Do not pass on.' });
  expect(await termsWish({ terms, termsTitle: 'Rules', contact: 'lina@lab.example' })).toEqual({
    title: 'Rules',
    contact: 'lina@lab.example',
    terms: '- Do not pass on.',
  });
});

test('without the option it stays as it was', async () => {
  expect(await termsWish({})).toBeUndefined();
});

test('what cannot be asked is told by code', async () => {
  expect(await codeOf({ terms: join(folder, 'none.md') })).toBe('terms-unusable');
  expect(await codeOf({ terms: file(' \n') })).toBe('terms-unusable');
  expect(await codeOf({ terms: file('x'.repeat(20_001)) })).toBe('terms-unusable');
  expect(await codeOf({ contact: 'lina' })).toBe('usage');
  expect(await codeOf({ termsTitle: 'Rules' })).toBe('usage');
});
