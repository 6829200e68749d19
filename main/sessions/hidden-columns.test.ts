import { describe, expect, test } from 'vitest';
import type { Column, SampledColumn } from '../../contract/hides.ts';
import { columnsOf, contentWith, insistOnColumns } from './hidden-columns.ts';

const columns: Column[] = [
  { axis: 'cells', name: 'patient', kind: 'text' },
  { axis: 'genes', name: 'mean', kind: 'numbers' },
];

describe('a name that no column has is refused', () => {
  test.each<[readonly string[]]>([[[]], [['patient']], [['mean', 'patient']], [['cell names']]])(
    '%j is known',
    (names) => {
      expect(() => insistOnColumns(names, columns, 'Lung')).not.toThrow();
    },
  );

  test.each([['Patient'], ['patient '], [''], ['name_0'], ['pattern']])('%j is not', (name) => {
    expect(() => insistOnColumns(['patient', name], columns, 'Lung')).toThrow(`Lung has no column ${name},`);
  });

  test('what is hidden already may have left the file', () => {
    expect(() => insistOnColumns(['gone'], columns, 'Lung', ['gone'])).not.toThrow();
  });
});

test('every change of what is hidden is another content; the order of names is none', () => {
  const contents = [
    contentWith('a', { columns: [], expression: false }),
    contentWith('a', { columns: [], expression: true }),
    contentWith('a', { columns: ['x'], expression: false }),
    contentWith('a', { columns: ['x', 'y'], expression: false }),
    contentWith('b', { columns: ['x', 'y'], expression: false }),
    contentWith('a', { columns: ['x,y'], expression: false }),
  ];
  expect(new Set(contents).size).toBe(contents.length);
  expect(contentWith('a', { columns: ['y', 'x'], expression: false })).toBe(contents[3]);
  expect(contents[0]).toBe('a');
});

test('the owner sees the columns without what is in them, and what seems to tell who somebody is', () => {
  const sampled: SampledColumn[] = [
    { axis: 'cells', name: '', kind: 'text', values: ['AAAC-1', 'AAAG-1'] },
    { axis: 'cells', name: 'mrn', kind: 'text', values: ['10023941', '10023942'] },
  ];
  expect(columnsOf(sampled)).toEqual({
    list: [{ axis: 'cells', name: 'mrn', kind: 'text' }],
    identifiers: [{ column: 'mrn', why: 'record-number', certainty: 'likely' }],
  });
});
