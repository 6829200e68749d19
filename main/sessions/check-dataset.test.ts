import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkSchema } from '../../contract/control.ts';
import type { Room } from '../../contract/dataset-facts.ts';
import { ShareError } from '../../contract/errors.ts';
import type { Seen } from '../annotate/look.ts';
import { checkDataset, drawDataset } from './check-dataset.ts';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'annotate-share-check-'));
  file = join(folder, 'lung.h5ad');
  const superblock = Buffer.alloc(96);
  superblock.write('\x89HDF\r\n\x1a\n', 'latin1');
  superblock.set([2, 8, 8, 0], 8);
  superblock.writeBigUInt64LE(96n, 28);
  writeFileSync(file, superblock);
});
afterAll(() => rmSync(folder, { recursive: true }));

const seen: Seen = {
  ok: true,
  facts: {
    cells: 200_000,
    genes: 20_000,
    matrix: {
      layout: 'csr',
      dtype: 'float32',
      entries: 229e6,
      nonzero: 229e6,
      compression: null,
      values: 'counts',
      bytes: 1832e6,
    },
    embeddings: [{ name: 'umap', dimensions: 2, why: null, missing: 0 }],
    cellNames: { unique: true, samples: ['Maria Okafor'] },
    geneNames: { unique: true },
    cellColumns: [{ name: 'who', kind: 'text', dtype: 'string', categories: null, samples: ['Jonas Weber'] }],
    geneColumns: [],
    servedBytes: 23e6,
    otherBytes: 0,
    formats: { file: 'anndata 0.1.0' },
    complete: true,
  },
  problems: [{ code: 'dataset-raw-counts', severity: 'hint', values: { name: 'lung.h5ad' } }],
};
const roomy: Room = { memoryFree: 64e9, memoryTotal: 64e9, diskFree: 900e9 };
const check = (facts: () => Promise<Seen | null>, room: Room = roomy) =>
  checkDataset({ look: { facts }, room: () => Promise.resolve(room) }, file);

test('what can be mended is offered for files of this computer alone', async () => {
  const twice = {
    code: 'dataset-duplicate-genes',
    severity: 'error',
    values: { name: 'lung.h5ad', example: 'TBCE' },
  } as const;
  const facts = () => Promise.resolve({ ...seen, problems: [twice] });
  const parts = { look: { facts }, room: () => Promise.resolve(roomy) };
  expect((await check(facts)).offers).toEqual([{ fix: 'make-names-unique', solves: 'dataset-duplicate-genes' }]);
  const downloads = { peek: () => Promise.resolve({ copy: file }) };
  const elsewhere = await checkDataset({ ...parts, downloads }, 's3://lab/lung.h5ad');
  expect([elsewhere.problems[0]?.code, elsewhere.offers]).toEqual(['dataset-duplicate-genes', undefined]);
});

test('facts, needs and remarks; what was read to see what a column is about stays here', async () => {
  const answer = await check(() => Promise.resolve(seen));
  expect(checkSchema.parse(answer)).toEqual(answer);
  expect(answer).toMatchObject({ ok: true, fileName: 'lung.h5ad', facts: { cells: 200_000 }, room: roomy });
  expect(answer.problems.map(({ code, severity }) => [severity, code])).toEqual([['hint', 'dataset-raw-counts']]);
  expect(JSON.stringify(answer)).not.toMatch(/Maria|Jonas/);
});

test('without Annotate the first bytes are all there is to go by', async () => {
  expect(await check(() => Promise.resolve(null))).toMatchObject({ ok: true, facts: null, needs: null, problems: [] });
});

test.each<[Partial<Room>, string, RegExp]>([
  [{ memoryFree: 2e9 }, 'dataset-needs-memory', /about 2\.6 GB of memory while it is opened; 2\.0 GB are free/],
  [{ diskFree: 4e9 }, 'store-no-space', /lung\.h5ad/],
])('%j is worth a warning', async (less, code, says) => {
  const answer = await check(() => Promise.resolve(seen), { ...roomy, ...less });
  const found = answer.problems.find((problem) => problem.code === code);
  expect([answer.ok, found?.severity]).toEqual([true, 'warning']);
  expect(found?.message).toMatch(says);
});

test('where the system does not tell what is free there is nothing to warn of', async () => {
  const answer = await check(() => Promise.resolve(seen), { memoryFree: null, memoryTotal: null, diskFree: null });
  expect(answer.problems).toHaveLength(1);
});

test('an error has its code, the file keeps its name, and no trace gets out', async () => {
  const failure = new ShareError(
    'dataset-damaged',
    { name: 'lung.h5ad' },
    { detail: 'Traceback (most recent call last)' },
  );
  const answer = await check(() => Promise.reject(failure));
  expect(answer).toMatchObject({ ok: false, fileName: 'lung.h5ad', sizeBytes: 96, facts: null });
  expect(answer.problems).toMatchObject([{ code: 'dataset-damaged', severity: 'error' }]);
  expect(JSON.stringify(answer)).not.toContain('Traceback');
});

test('an error among the facts refuses the file too', async () => {
  const problems: Seen['problems'] = [
    { code: 'dataset-no-embedding', severity: 'error', values: { name: 'lung.h5ad' } },
  ];
  expect(await check(() => Promise.resolve({ ...seen, problems }))).toMatchObject({
    ok: false,
    facts: { genes: 20_000 },
  });
});

test('a picture is of the file behind a link, and of no file that is none', async () => {
  const asked: unknown[] = [];
  const head = { cells: 0, points: 0, names: [], scale: null, aspect: 1 };
  const look = {
    picture: (query: unknown) => {
      asked.push(query);
      return Promise.resolve({ head, data: new Uint8Array() });
    },
  };
  await drawDataset({ look }, { path: file, embedding: 'umap', points: 5 });
  expect(asked).toEqual([{ path: file, embedding: 'umap', points: 5 }]);
  await expect(drawDataset({ look }, { path: `${file}.gone`, embedding: 'umap' })).rejects.toMatchObject({
    code: 'dataset-not-found',
  });
  const none = { picture: () => Promise.resolve(null) };
  await expect(drawDataset({ look: none }, { path: file, embedding: 'umap' })).rejects.toMatchObject({
    code: 'request-invalid',
  });
});
