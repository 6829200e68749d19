import { expect, test } from 'vitest';
import { titleOf } from './dataset-title.ts';

test.each([
  ['fetal_lung_w12-20_final.h5ad', 'fetal lung w12-20 final'],
  ['PBMC.H5AD', 'PBMC'],
  ['GSE136831.filtered.v2.h5ad', 'GSE136831.filtered.v2'],
  ['no ending', 'no ending'],
  ['__a___b__.h5ad', 'a b'],
  ['two\nlines\t.h5ad', 'two lines'],
  ['Zu\u0308rich.h5ad', 'Z\u00fcrich'],
  ['人肺_2026.h5ad', '人肺 2026'],
  ['👩🏽‍🔬.h5ad', '👩🏽‍🔬'],
  ['safe\u202edab.h5ad', 'safe dab'],
  ['.h5ad', 'Untitled dataset'],
  ['___.h5ad', 'Untitled dataset'],
  ['<b>bold</b>.h5ad', '<b>bold</b>'],
])('%j: %j', (fileName, title) => {
  expect(titleOf(fileName)).toBe(title);
});

test('a long name is cut, but never through a character', () => {
  expect(titleOf(`${'x'.repeat(300)}.h5ad`)).toBe('x'.repeat(120));
  expect(titleOf(`${'x'.repeat(118)}👩🏽‍🔬.h5ad`)).toBe('x'.repeat(118));
});
