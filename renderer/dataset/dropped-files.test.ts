import { expect, it } from 'vitest';
import { cleanPath, fileNameOf, folderOf, titleFrom } from './file-path.ts';
import { foreignKind, judgeDrop } from './dropped-files.ts';

it.each([
  ['lung.h5ad', null],
  ['LUNG.H5AD', null],
  ['lung.rds', 'seurat'],
  ['lung.RData', 'seurat'],
  ['lung.loom', 'loom'],
  ['counts.csv', 'table'],
  ['counts.csv.gz', 'archive'],
  ['lung.h5ad.gz', 'archive'],
  ['filtered_feature_bc_matrix.h5', 'tenx'],
  ['reads.fastq', 'raw'],
  ['lung', 'unknown'],
  ['lung.h5ad.txt', 'table'],
])('%s is of kind %s', (name, kind) => {
  expect(foreignKind(name)).toBe(kind);
});

const pathOf = (file: { name: string }) => `/data/${file.name}`;

it('takes one file, and says why it does not take others', () => {
  expect(judgeDrop([{ name: 'a.h5ad' }], pathOf)).toEqual({ kind: 'file', path: '/data/a.h5ad' });
  expect(judgeDrop([], pathOf)).toEqual({ kind: 'nothing' });
  expect(judgeDrop([{ name: 'a.h5ad' }, { name: 'b.h5ad' }], pathOf)).toEqual({ kind: 'several' });
  expect(judgeDrop([{ name: 'a.rds' }], pathOf)).toEqual({ kind: 'foreign', name: 'a.rds', of: 'seurat' });
});

it('knows no place in a browser, or where the desktop tells none', () => {
  expect(judgeDrop([{ name: 'a.h5ad' }], null)).toEqual({ kind: 'place-unknown', name: 'a.h5ad' });
  expect(judgeDrop([{ name: 'a.h5ad' }], () => '')).toEqual({ kind: 'place-unknown', name: 'a.h5ad' });
});

it.each([
  ['  /data/a.h5ad ', '/data/a.h5ad'],
  ['"C:\\My data\\a.h5ad"', 'C:\\My data\\a.h5ad'],
  ["'/data/a b.h5ad'", '/data/a b.h5ad'],
  ['file:///data/a%20b.h5ad', '/data/a b.h5ad'],
  ['file:///C:/data/a.h5ad', 'C:/data/a.h5ad'],
  ['file:///data/100%.h5ad', '/data/100%.h5ad'],
  ['/data/100%20.h5ad', '/data/100%20.h5ad'],
  ['   ', ''],
])('%j is pasted for %j', (typed, path) => {
  expect(cleanPath(typed)).toBe(path);
});

it.each([
  ['fetal_lung_w12-20.h5ad', 'Fetal lung w12-20'],
  ['pbmc68k.h5ad', 'pbmc68k'],
  ['GSE123_raw.H5AD', 'GSE123 raw'],
  ['retina.h5ad', 'Retina'],
])('%s becomes the title %s', (fileName, title) => {
  expect(titleFrom(fileName)).toBe(title);
});

it('names a file and the last two folders of any system', () => {
  expect(fileNameOf('C:\\data\\lung\\a.h5ad')).toBe('a.h5ad');
  expect(folderOf('C:\\data\\lung\\a.h5ad')).toBe('data / lung');
  expect(folderOf('/home/lina/Documents/Lung atlas/a.h5ad')).toBe('Documents / Lung atlas');
  expect(folderOf('/a.h5ad')).toBe('');
});
