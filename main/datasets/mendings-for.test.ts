import { expect, test } from 'vitest';
import type { ErrorCode } from '../../contract/errors.ts';
import { allFor, mendingsFor, type Diagnosed } from './mendings-for.ts';

type Severity = Diagnosed['problems'][number]['severity'];

function diagnosed(problems: readonly (readonly [ErrorCode, Severity])[], rest: Partial<Diagnosed> = {}): Diagnosed {
  return {
    fileName: 'lung.h5ad',
    matrixType: 'float32',
    entries: [],
    problems: problems.map(([code, severity]) => ({ code, severity })),
    ...rest,
  };
}

test.each<[string, Diagnosed, string[]]>([
  ['nothing is wrong', diagnosed([]), []],
  ['cells named alike', diagnosed([['dataset-duplicate-cells', 'error']]), ['make-names-unique']],
  ['genes named alike', diagnosed([['dataset-duplicate-genes', 'error']]), ['make-names-unique']],
  [
    'both are one fix',
    diagnosed([
      ['dataset-duplicate-cells', 'error'],
      ['dataset-duplicate-genes', 'error'],
    ]),
    ['make-names-unique'],
  ],
  ['no embedding', diagnosed([['dataset-no-embedding', 'error']]), ['compute-embedding']],
  ['no usable embedding', diagnosed([['dataset-no-usable-embedding', 'error']]), ['compute-embedding']],
  ['a column that is refused', diagnosed([['dataset-column-refused', 'error']]), ['drop-broken']],
  ['a column that is not shown', diagnosed([['dataset-column-refused', 'warning']]), ['drop-broken']],
  ['a column named twice', diagnosed([['dataset-duplicate-columns', 'error']]), ['drop-broken']],
  ['a table among embeddings', diagnosed([['dataset-table-among-embeddings', 'error']]), ['drop-broken']],
  [
    'numbers beyond 32 bits',
    diagnosed([['dataset-matrix-refused', 'error']], { matrixType: 'int64' }),
    ['convert-matrix'],
  ],
  ['a matrix of texts', diagnosed([['dataset-matrix-refused', 'error']], { matrixType: 'text' }), []],
  ['complex numbers', diagnosed([['dataset-matrix-refused', 'error']], { matrixType: 'complex64' }), []],
  ['raw counts are a hint', diagnosed([['dataset-raw-counts', 'hint']]), []],
  ['an embedding left out is a hint', diagnosed([['dataset-embedding-left-out', 'hint']]), []],
  ['cut short', diagnosed([['dataset-truncated', 'error']]), []],
  ['a loom file', diagnosed([['dataset-wrong-kind', 'error']], { fileName: 'a.LOOM' }), ['convert']],
  ['of Cell Ranger', diagnosed([['dataset-wrong-kind', 'error']], { fileName: 'filtered.h5' }), ['convert']],
  ['a matrix', diagnosed([['dataset-wrong-kind', 'error']], { fileName: 'matrix.mtx.gz' }), ['convert']],
  ['of Seurat', diagnosed([['dataset-wrong-kind', 'error']], { fileName: 'a.rds' }), []],
  [
    'a folder with a matrix',
    diagnosed([['dataset-is-folder', 'error']], { entries: ['matrix.mtx.gz', 'barcodes.tsv.gz', 'features.tsv.gz'] }),
    ['convert'],
  ],
  ['a folder with two', diagnosed([['dataset-is-folder', 'error']], { entries: ['a_matrix.mtx', 'b_matrix.mtx'] }), []],
  ['any other folder', diagnosed([['dataset-is-folder', 'error']], { entries: ['a.h5ad'] }), []],
])('%s', (_what, file, wanted) => {
  expect(mendingsFor(file).map(({ fix }) => fix)).toEqual(wanted);
});

test('names what each would solve, and does them in the order in which they can be done', () => {
  const offers = mendingsFor(
    diagnosed([
      ['dataset-no-embedding', 'error'],
      ['dataset-duplicate-genes', 'error'],
    ]),
  );
  expect(offers).toEqual([
    { fix: 'compute-embedding', solves: 'dataset-no-embedding' },
    { fix: 'make-names-unique', solves: 'dataset-duplicate-genes' },
  ]);
  expect(allFor(offers)).toEqual(['make-names-unique', 'compute-embedding']);
});
