/** An invented dataset as a look tells of it, and its picture: groups in rows and columns, so that a test knows where each lies. */
import type { Check } from '../../contract/control.ts';
import { FARTHEST, LARGEST, pictureHeadSchema, type DatasetFacts } from '../../contract/dataset-facts.ts';
import { check } from './samples.ts';

export const CELLS = 200_000;
/** As many as there are colours. */
export const GROUPS = 12;

const names = Array.from({ length: GROUPS }, (_, number) => `Group ${number + 1}`);

export const facts: DatasetFacts = {
  cells: CELLS,
  genes: 24_306,
  matrix: {
    layout: 'csr',
    dtype: 'float32',
    entries: 229_000_000,
    nonzero: 229_000_000,
    compression: null,
    values: 'logged',
    bytes: 1_832_000_000,
  },
  embeddings: [
    { name: 'pca', dimensions: 50, why: null, missing: 0 },
    { name: 'umap', dimensions: 2, why: null, missing: 0 },
    { name: 'tsne', dimensions: 2, why: 'infinite', missing: null },
  ],
  cellNames: { unique: true },
  geneNames: { unique: true },
  cellColumns: [
    { name: 'barcode', kind: 'text', dtype: 'string', categories: null },
    { name: 'cell_type', kind: 'category', dtype: 'string', categories: GROUPS },
    { name: 'n_genes', kind: 'number', dtype: 'int64', categories: null },
  ],
  geneColumns: [],
  servedBytes: 40_000_000,
  otherBytes: 0,
  formats: { file: 'anndata 0.1.0', X: 'csr_matrix 0.1.0', obs: 'dataframe 0.2.0' },
  complete: true,
};

/** What check answers of it. */
export function lookedAt(path: string, problems: Check['problems'] = []): Check {
  return {
    ...check(path, problems),
    facts,
    needs: {
      memory: 250_000_000,
      memoryAtFirst: 2_600_000_000,
      memoryWithoutStore: 2_100_000_000,
      storeDisk: 3_700_000_000,
      storeSeconds: 21,
      secondsToLive: 5.4,
    },
    room: { memoryFree: 9_100_000_000, memoryTotal: 16_000_000_000, diskFree: 184_000_000_000 },
  };
}

/** As `GET /api/datasets/picture` answers. */
export function pictureOf(column: string | null): Buffer {
  const isNumber = column === 'n_genes';
  const head = pictureHeadSchema.parse({
    cells: CELLS,
    points: CELLS,
    names: column === null || isNumber ? [] : names,
    scale: isNumber ? [512, 6804] : null,
    aspect: 1,
  });
  const numbers = new Uint16Array(3 * CELLS);
  for (let cell = 0; cell < CELLS; cell += 1) {
    const group = cell % GROUPS;
    // Four groups in a row, with gaps in between.
    numbers[2 * cell] = Math.round(FARTHEST * (((group % 4) + 0.8 * ((cell * 0.6180339887) % 1)) / 3.8));
    numbers[2 * cell + 1] = Math.round(FARTHEST * ((Math.floor(group / 4) + 0.8 * ((cell * 0.7548776662) % 1)) / 2.8));
    numbers[2 * CELLS + cell] = isNumber ? Math.floor((LARGEST * group) / (GROUPS - 1)) : column === null ? 0 : group;
  }
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), Buffer.from(numbers.buffer)]);
}
