import { expect, test } from 'vitest';
import { isAddress, shownAddress } from './address.ts';
import { fileNameOf } from './file-path.ts';

test.each([
  ['https://lab.example/a/lung.h5ad?X-Amz-Signature=secret/x', true, 'https://lab.example/a/lung.h5ad', 'lung.h5ad'],
  ['http://lab.example/lung.h5ad#cells', true, 'http://lab.example/lung.h5ad', 'lung.h5ad'],
  ['s3://atlas/a?b#c.h5ad', true, 's3://atlas/a?b#c.h5ad', 'a?b#c.h5ad'],
  ['/data/https://lung.h5ad', false, '/data/https://lung.h5ad', 'lung.h5ad'],
])('%s', (source, elsewhere, shown, name) => {
  expect(isAddress(source)).toBe(elsewhere);
  if (elsewhere) expect(shownAddress(source)).toBe(shown);
  expect(fileNameOf(source)).toBe(name);
});
