/** An invented dataset as a look tells of it, and its picture: islands of cells, one for each kind, as a UMAP has them. */
import type { Check } from '../../contract/control.ts';
import { FARTHEST, LARGEST, pictureHeadSchema, type DatasetFacts } from '../../contract/dataset-facts.ts';
import { check } from './samples.ts';

export const CELLS = 200_000;

/** Each kind of cell with the middle of its island, how far it reaches either way, and how it leans (radians). */
const islands = [
  ['AT1', 0.2, 0.78, 0.045, 0.022, 0.6],
  ['AT2', 0.29, 0.66, 0.055, 0.03, -0.5],
  ['Basal', 0.47, 0.86, 0.034, 0.022, 0.2],
  ['Ciliated', 0.64, 0.84, 0.05, 0.02, -0.3],
  ['Club', 0.56, 0.72, 0.034, 0.026, 0.9],
  ['Endothelial', 0.82, 0.62, 0.03, 0.055, 0.3],
  ['Fibroblasts', 0.74, 0.38, 0.06, 0.035, 0.8],
  ['Macrophages', 0.2, 0.34, 0.05, 0.035, 0.4],
  ['Monocytes', 0.31, 0.24, 0.034, 0.024, -0.6],
  ['Smooth muscle', 0.86, 0.25, 0.028, 0.034, 0.1],
  ['T cells', 0.48, 0.42, 0.04, 0.05, -0.4],
  ['Tuft', 0.55, 0.18, 0.026, 0.018, 0],
] as const;
const names: readonly string[] = islands.map(([name]) => name);
/** As many as there are colours. */
export const GROUPS = names.length;
export const lastGroup = names[GROUPS - 1] ?? '';

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
    const [, x, y, long, wide, lean] = islands[group] ?? islands[0];
    // Evenly spread numbers made into a normal distribution (Box and Muller), the same at every run.
    const reach = Math.sqrt(-2 * Math.log(1 - ((cell * 0.6180339887) % 1)));
    const turn = 2 * Math.PI * ((cell * 0.7548776662) % 1);
    const along = long * reach * Math.cos(turn);
    const across = wide * reach * Math.sin(turn);
    numbers[2 * cell] = within(x + along * Math.cos(lean) - across * Math.sin(lean));
    numbers[2 * cell + 1] = within(y + along * Math.sin(lean) + across * Math.cos(lean));
    numbers[2 * CELLS + cell] = isNumber ? Math.floor((LARGEST * group) / (GROUPS - 1)) : column === null ? 0 : group;
  }
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), Buffer.from(numbers.buffer)]);
}

function within(share: number): number {
  return Math.round(FARTHEST * Math.min(Math.max(share, 0), 1));
}
