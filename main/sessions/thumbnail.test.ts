import { expect, test } from 'vitest';
import type { RememberedDataset } from '../store/datasets.ts';
import { thumbnailOf } from './thumbnail.ts';

const hides = { columns: ['mrn'], expression: false };
const known: Pick<RememberedDataset, 'hides'> = { hides };

function pictures(sentence: string | null) {
  const asked: unknown[] = [];
  return {
    asked,
    refresh: (...what: unknown[]) => Promise.resolve(void asked.push(what)),
    of: () => (sentence === null ? null : { cells: 1, genes: 1, sentence, words: [], version: 'a' }),
    png: () => Promise.resolve(sentence === null ? null : Buffer.from('png')),
  };
}

test('it shows what may be seen, and says so', async () => {
  const made = pictures('umap of 700 cells');
  const thumbnail = await thumbnailOf({ datasets: { find: () => known }, pictures: made }, '/a.h5ad');
  expect(thumbnail).toEqual({ png: 'cG5n', sentence: 'umap of 700 cells' });
  expect(made.asked).toEqual([['/a.h5ad', hides]]);
});

test('there may be none', async () => {
  const none = { png: null, sentence: null };
  expect(await thumbnailOf({ datasets: { find: () => known }, pictures: pictures(null) }, '/a.h5ad')).toEqual(none);
});

test('a file that was never shared is not looked at', async () => {
  const made = pictures('umap of 700 cells');
  await thumbnailOf({ datasets: { find: () => null }, pictures: made }, '/etc/passwd');
  expect(made.asked).toEqual([]);
});
