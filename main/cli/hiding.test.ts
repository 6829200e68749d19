import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { hidingLines, identifierLines } from './hiding-lines.ts';
import { columnNames, hidingWish, withHidingOptions, type HidingOptions } from './hiding-options.ts';

const read = (...args: string[]) =>
  hidingWish(
    withHidingOptions(new Command('share').exitOverride()).parse(args, { from: 'user' }).opts<HidingOptions>(),
  );

describe('what is asked for', () => {
  test.each<[string[], ReturnType<typeof hidingWish>]>([
    [[], {}],
    [['--hide-columns', 'patient,age'], { hiddenColumns: ['patient', 'age'] }],
    [['--hide-columns', ' patient , age at visit ,'], { hiddenColumns: ['patient', 'age at visit'] }],
    [['--hide-columns', 'a', '--hide-columns', 'b'], { hiddenColumns: ['a', 'b'] }],
    [['--hide-columns', '["a, b","c"]'], { hiddenColumns: ['a, b', 'c'] }],
    [['--hide-columns', ''], { hiddenColumns: [] }],
    [['--hide-columns', 'cell names'], { hiddenColumns: ['cell names'] }],
    [['--hide-expression'], { hideExpression: true }],
    [['--no-hide-expression'], { hideExpression: false }],
  ])('%j', (args, expected) => {
    expect(read(...args)).toEqual(expected);
  });

  test.each(['["a"', '[1]', '[""]', '[{}]'])('%s is no list of names', (text) => {
    expect(() => columnNames(text)).toThrow('names separated by commas');
  });
});

test('what is hidden is told in words', () => {
  expect(hidingLines({ hiddenColumns: [], hideExpression: false })).toEqual([
    'No column is hidden.',
    'Expression values are shown.',
  ]);
  expect(hidingLines({ hiddenColumns: ['mrn', 'cell names'], hideExpression: true })).toEqual([
    'Hidden: mrn, cell names.',
    'Expression values are not shown.',
  ]);
});

test('findings are told with how sure they are', () => {
  expect(
    identifierLines([
      { column: 'mrn', why: 'record-number', certainty: 'likely' },
      { column: 'cell names', why: 'person-name', certainty: 'possible' },
    ]),
  ).toEqual(['mrn: looks like record numbers', 'the names of the cells: may be names of people']);
});
