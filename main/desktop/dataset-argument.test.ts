import { expect, test } from 'vitest';
import { datasetArgument } from './dataset-argument.ts';

test.each<[string, string[], string | null]>([
  ['nothing', ['electron', '/app'], null],
  ['an absolute file', ['electron', '/app', '/data/pbmc.h5ad'], '/data/pbmc.h5ad'],
  ['a relative file, from the folder of the command', ['electron', '/app', 'lung/a b.h5ad'], '/data/lung/a b.h5ad'],
  ['capital letters', ['electron', '/data/PBMC.H5AD'], '/data/PBMC.H5AD'],
  ['the last of several', ['electron', '/a.h5ad', '/b.h5ad'], '/b.h5ad'],
  ['a switch that ends the same', ['electron', '--file=/a.h5ad', '-x.h5ad'], null],
  ['a file manager’s address', ['electron', 'file:///data/lung%20a.h5ad'], '/data/lung a.h5ad'],
  ['an address of another computer', ['electron', 'file://elsewhere.example/lung.h5ad'], null],
  ['an address that hides a slash', ['electron', 'file:///data%2Flung.h5ad'], null],
  ['an address on the web', ['electron', 'https://example.org/lung.h5ad'], null],
  ['a link of ours, which names no file', ['electron', 'annotate-share:lung.h5ad'], null],
  ['another kind of file', ['electron', '/data/pbmc.rds'], null],
])('%s', (_name, argv, expected) => {
  expect(datasetArgument(argv, '/data')).toBe(expected);
});
