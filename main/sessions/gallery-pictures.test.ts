import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { PNG } from 'pngjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nothingHidden } from '../../contract/hides.ts';
import { ShareError } from '../../contract/errors.ts';
import type { Seen } from '../annotate/look.ts';
import { GalleryPictures, type GalleryPicturesOptions } from './gallery-pictures.ts';

type Look = GalleryPicturesOptions['look'];
type Asked = Parameters<Look['picture']>[0];

let folder: string;
let file: string;
let asked: Asked[];
let facts: Partial<Seen['facts']>;
let failing: boolean;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'annotate-share-pictures-'));
  file = join(folder, 'lung.h5ad');
  writeFileSync(file, 'x');
  asked = [];
  failing = false;
  facts = {
    cells: 1200,
    genes: 30,
    embeddings: [embedding('pca', 'one-dimension'), embedding('tsne'), embedding('umap')],
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const embedding = (name: string, why: 'one-dimension' | null = null) => ({ name, dimensions: 2, why, missing: 0 });
const column = (name: string, categories: number | null) => ({
  name,
  kind: categories === null ? ('number' as const) : ('category' as const),
  dtype: '',
  categories,
  samples: [],
});
const pictures = (copy: string | null = null) =>
  new GalleryPictures({
    folder: join(folder, 'pictures'),
    downloads: { copyOf: () => Promise.resolve(copy) },
    look: {
      facts: () => {
        if (failing) return Promise.reject(new ShareError('dataset-damaged', { name: 'lung.h5ad' }));
        const cellColumns = [
          column('n_genes', null),
          column('barcode', 900),
          column('patient', 3),
          column('cell_type', 2),
        ];
        return Promise.resolve({ ok: true, facts: { cellColumns, ...facts } as Seen['facts'], problems: [] });
      },
      picture: (what: Asked) => {
        asked.push(what);
        const head = { cells: 1200, points: 1, names: ['T cell', 'B cell'], scale: null, aspect: 1 };
        return Promise.resolve({ head, data: Buffer.alloc(6) });
      },
    },
    log: pino({ level: 'silent' }),
  });

test('shows the embedding that people know best, by the first category that says something, and is drawn once', async () => {
  const first = pictures();
  expect(first.of(file, nothingHidden)).toBeNull();
  await first.refresh(file, nothingHidden);
  expect(asked).toEqual([expect.objectContaining({ path: file, embedding: 'umap', column: 'patient' })]);
  expect(first.of(file, nothingHidden)).toMatchObject({
    cells: 1200,
    genes: 30,
    sentence: 'umap of 1,200 cells in 2 groups, coloured by patient',
    words: ['T cell', 'B cell'],
  });
  const again = pictures();
  await again.refresh(file, nothingHidden);
  expect(asked).toHaveLength(1);
  expect(again.of(file, nothingHidden)).toEqual(first.of(file, nothingHidden));
  expect(PNG.sync.read((await again.png(file, nothingHidden)) ?? Buffer.alloc(0)).width).toBeGreaterThan(0);
});

test('is drawn anew when the file has changed, and when a column is hidden, which it does not tell of', async () => {
  const made = pictures();
  await made.refresh(file, nothingHidden);
  const versions = [made.of(file, nothingHidden)?.version];
  utimesSync(file, new Date(), new Date(Date.now() + 10_000));
  await made.refresh(file, nothingHidden);
  versions.push(made.of(file, nothingHidden)?.version);
  const hides = { columns: ['patient'], expression: false };
  expect(made.of(file, hides)).toBeNull();
  expect(await made.png(file, hides)).toBeNull();
  await made.refresh(file, hides);
  versions.push(made.of(file, hides)?.version);
  expect(new Set(versions).size).toBe(3);
  expect(asked.map(({ column: by }) => by)).toEqual(['patient', 'patient', 'cell_type']);
});

test('a dataset without an embedding or without categories is shown as far as it goes', async () => {
  facts = { ...facts, cellColumns: [] };
  const made = pictures();
  await made.refresh(file, nothingHidden);
  expect(made.of(file, nothingHidden)?.sentence).toBe('umap of 1,200 cells');
  expect(asked[0]).not.toHaveProperty('column');
  facts = { ...facts, embeddings: [] };
  utimesSync(file, new Date(), new Date(Date.now() + 10_000));
  await made.refresh(file, nothingHidden);
  expect(made.of(file, nothingHidden)).toMatchObject({ cells: 1200, sentence: null });
  expect(await made.png(file, nothingHidden)).toBeNull();
});

test('what cannot be looked at is left out, and not looked at again at once; nothing half written is left behind', async () => {
  failing = true;
  const made = pictures();
  await made.refresh(file, nothingHidden);
  failing = false;
  await made.refresh(file, nothingHidden);
  expect([made.of(file, nothingHidden), asked]).toEqual([null, []]);
  const other = pictures();
  await other.refresh(file, nothingHidden);
  await other.refresh(join(folder, 'gone.h5ad'), nothingHidden);
  expect(readdirSync(join(folder, 'pictures')).filter((name) => name.endsWith('.new'))).toEqual([]);
});

test('of a dataset from elsewhere the copy is drawn, where there is one', async () => {
  const address = 'https://lab.example/lung.h5ad';
  const elsewhere = pictures();
  await elsewhere.refresh(address, nothingHidden);
  expect([asked, elsewhere.of(address, nothingHidden)]).toEqual([[], null]);
  const here = pictures(file);
  await here.refresh(address, nothingHidden);
  expect(asked).toEqual([expect.objectContaining({ path: file })]);
  expect(here.of(address, nothingHidden)).toMatchObject({ cells: 1200 });
});
