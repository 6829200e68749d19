import { expect, test } from 'vitest';
import type { Column, DatasetFacts, Embedding } from '../../contract/dataset-facts.ts';
import { columnsToColourBy, embeddingsToDraw, firstChoice } from './first-choice.ts';

const embedding = (name: string, why: Embedding['why'] = null): Embedding => ({ name, dimensions: 2, why, missing: 0 });
const column = (name: string, kind: Column['kind'], categories: number | null = null): Column => ({
  name,
  kind,
  dtype: 'string',
  categories,
});

function facts(embeddings: readonly Embedding[], cellColumns: readonly Column[]): DatasetFacts {
  return {
    cells: 10,
    genes: 10,
    matrix: {
      layout: 'csr',
      dtype: 'float32',
      entries: 10,
      nonzero: 10,
      compression: null,
      values: 'logged',
      bytes: 80,
    },
    embeddings: [...embeddings],
    cellNames: { unique: true },
    geneNames: { unique: true },
    cellColumns: [...cellColumns],
    geneColumns: [],
    servedBytes: 0,
    otherBytes: 0,
    formats: {},
    complete: true,
  };
}

test.each<[string, DatasetFacts, ReturnType<typeof firstChoice>]>([
  ['nothing that can be drawn', facts([embedding('umap', 'infinite')], []), null],
  ['no columns', facts([embedding('pca')], []), { embedding: 'pca', column: null }],
  [
    'UMAP before t-SNE before the first; few names before many',
    facts(
      [embedding('pca'), embedding('tSNE'), embedding('umap_hm')],
      [column('depth', 'number'), column('clone', 'category', 3000), column('type', 'category', 12)],
    ),
    { embedding: 'umap_hm', column: 'type' },
  ],
  [
    'one name only says nothing, many names more than numbers',
    facts([embedding('pca'), embedding('t-sne')], [column('tissue', 'category', 1), column('depth', 'number')]),
    { embedding: 't-sne', column: 'tissue' },
  ],
  [
    'numbers where there are no names',
    facts([embedding('x')], [column('text', 'text'), column('depth', 'number')]),
    { embedding: 'x', column: 'depth' },
  ],
])('%s', (_what, given, choice) => {
  expect(firstChoice(given)).toEqual(choice);
});

test('only what Annotate shows is there to choose from', () => {
  const given = facts(
    [embedding('a', 'name'), embedding('b')],
    [column('c', 'other'), column('d', 'yes-no'), column('e', 'text')],
  );
  expect([embeddingsToDraw(given), columnsToColourBy(given)]).toEqual([['b'], ['d', 'e']]);
});
