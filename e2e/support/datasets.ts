/** The datasets that `npm test` has made for the tests: the example, and copies of it that are each broken in one way. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

function folder(): string {
  const path = process.env['ANNOTATE_SHARE_TEST_DATA'];
  if (path === undefined)
    throw new Error('ANNOTATE_SHARE_TEST_DATA is not set: start the tests by npm test or npm run e2e');
  return path;
}

/** 700 cells, 765 genes, with `bulk_labels`, `louvain` and `phase`. */
export function exampleDataset(): string {
  return join(folder(), 'pbmc68k_reduced.h5ad');
}

export function testDataset(name: string): string {
  return join(folder(), name);
}

/** A file of the corpus that check lets pass. */
export function corpusDataset(name: string): string {
  return join(folder(), 'corpus', name);
}

/** The example once more, under a name with everything in it that file systems allow and scripts stumble over. */
export function oddlyNamedDataset(): string {
  const odd = join(folder(), 'a folder with spaces');
  const [name] = readdirSync(odd);
  if (name === undefined) throw new Error(`${odd} is empty`);
  return join(odd, name);
}
