import { describe, expect, test } from 'vitest';
import { canonicalDiffexp } from './canonical-diffexp.ts';

const cells = (...index: readonly unknown[]) => ({ filter: { obs: { index } } });
const body = (set1: unknown, set2: unknown, more: object = {}) =>
  JSON.stringify({ mode: 'topN', count: 10, set1, set2, ...more });
const canonical = (text: string) => canonicalDiffexp(Buffer.from(text)).toString();

describe('the same question, however it is written', () => {
  test.each([
    ['single cells, a range', body(cells(1, 2, 3), cells(9)), body(cells([1, 3], 3), cells(9))],
    ['another order of cells', body(cells(5, 1, 3), cells(9)), body(cells(1, 3, 5), cells(9))],
    ['another order of ranges', body(cells([7, 9], [1, 3]), cells(0)), body(cells([1, 3], [7, 9]), cells(0))],
    ['ranges that overlap or touch', body(cells([1, 5], [3, 8], [8, 9]), cells(0)), body(cells([1, 9]), cells(0))],
    ['a range within another', body(cells([1, 9], [3, 4]), cells(0)), body(cells([1, 9]), cells(0))],
    ['a cell named twice', body(cells(4, 4), cells(0)), body(cells(4), cells(0))],
    ['a range of nothing', body(cells(4, [7, 7], [9, 2]), cells(0)), body(cells(4), cells(0))],
    ['a cell within a range', body(cells(2, [1, 5], 4), cells(0)), body(cells([1, 5], 4), cells(0))],
    [
      'another order of names, and space between',
      '{ "set2": {"filter":{"obs":{"index":[9]}}}, "count":10,\n"set1":{"filter":{"obs":{"index":[1]}}},"mode":"topN"}',
      body(cells(1), cells(9)),
    ],
    ['letters escaped', body(cells(1), cells(9)).replace('topN', '\\u0074opN'), body(cells(1), cells(9))],
  ])('%s', (_, one, other) => {
    expect(canonical(one)).toBe(canonical(other));
  });

  test('what is sent is read back as itself', () => {
    const once = canonical(body(cells(5, [1, 3], 2), cells([10, 20], 4)));
    expect(canonical(once)).toBe(once);
    expect(JSON.parse(once)).toEqual({
      mode: 'topN',
      count: 10,
      // The highest cell that was named singly is named again: Annotate refuses one that is not there, and only cuts off a range.
      set1: cells([1, 3], [5, 6], 5),
      set2: cells([4, 5], [10, 20], 4),
    });
  });
});

describe('another question', () => {
  const asked = body(cells(1, 2), cells(8, 9));

  test.each([
    ['the sets exchanged: what is more in one is less in the other', body(cells(8, 9), cells(1, 2))],
    ['one cell more', body(cells(1, 2, 3), cells(8, 9))],
    ['one cell less', body(cells(1), cells(8, 9))],
    ['another number of genes', body(cells(1, 2), cells(8, 9), { count: 11 })],
    ['a range in place of the highest single cell', body(cells([1, 3]), cells(8, 9))],
    ['an empty set', body(cells(), cells(8, 9))],
  ])('%s', (_, other) => {
    expect(canonical(other)).not.toBe(canonical(asked));
  });

  test('cells that are written together are not their digits in a row', () => {
    expect(canonical(body(cells(1, 23), cells(0)))).not.toBe(canonical(body(cells(12, 3), cells(0))));
  });
});

describe('what Annotate’s own page does not write is passed on as it is', () => {
  const good = body(cells(1), cells(2));

  test.each([
    ['nothing', ''],
    ['no JSON', '{"mode":'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a number', '1'],
    ['something left away', JSON.stringify({ mode: 'topN', set1: cells(1), set2: cells(2) })],
    ['something besides', body(cells(1), cells(2), { varFilter: {} })],
    ['something besides the index', body({ filter: { obs: { index: [1], annotation_value: [] } } }, cells(2))],
    ['genes besides cells', body({ filter: { obs: { index: [1] }, var: {} } }, cells(2))],
    ['something besides the filter', body({ filter: { obs: { index: [1] } }, more: 1 }, cells(2))],
    ['another mode', body(cells(1), cells(2), { mode: 'varFilter' })],
    ['a count of text', body(cells(1), cells(2), { count: '10' })],
    ['a count below nothing', body(cells(1), cells(2), { count: -1 })],
    ['a fraction', body(cells(1), cells(2)).replace('[1]', '[1.5]')],
    ['a whole number written as a fraction, which Python refuses', good.replace('[1]', '[1.0]')],
    ['a number with an exponent, which Python takes for a fraction', good.replace('[1]', '[1e3]')],
    ['a cell below nothing', body(cells(-1), cells(2))],
    ['a cell of text', body(cells('1'), cells(2))],
    ['a cell that is true', body(cells(true), cells(2))],
    ['no cell', body(cells(null), cells(2))],
    ['a number that is too large to be told from its neighbours', good.replace('[1]', '[9007199254740993]')],
    ['a range of three', body(cells([1, 2, 3]), cells(2))],
    ['a range of one', body(cells([1]), cells(2))],
    ['a range that begins below nothing', body(cells([-1, 2]), cells(2))],
    ['a range of text', body(cells(['1', '2']), cells(2))],
    ['cells that are no list', body({ filter: { obs: { index: { 0: 1 } } } }, cells(2))],
    ['a list for a set', body([], cells(2))],
    ['no set', body(null, cells(2))],
    ['no filter', body({}, cells(2))],
    ['no filter of cells', body({ filter: {} }, cells(2))],
  ])('%s', (_, text) => {
    expect(canonical(text)).toBe(text);
  });

  test('bytes that are no text', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x7b]);
    expect(canonicalDiffexp(bytes).equals(bytes)).toBe(true);
  });

  test('a prototype is no set', () => {
    const text = body(cells(1), cells(2)).replace('"filter"', '"__proto__"');
    expect(canonical(text)).toBe(text);
  });

  test('more than is taken to pieces while everybody waits', () => {
    const text = body(cells(...Array.from({ length: 120_000 }, (_, cell) => 120_000 - cell)), cells(2));
    expect(text.length).toBeGreaterThan(512 * 1024);
    expect(canonical(text)).toBe(text);
  });
});

test('a name that comes twice counts as Python takes it: the last one', () => {
  const twice = body(cells(1), cells(2)).replace('"count":10', '"count":10,"count":11');
  expect(canonical(twice)).toBe(canonical(body(cells(1), cells(2), { count: 11 })));
});

test('the sets of many cells stay exact', () => {
  const all = Array.from({ length: 60_000 }, (_, cell) => cell * 2 + 1);
  const { set1 } = JSON.parse(canonical(body(cells(...all), cells([0, 1])))) as {
    readonly set1: { readonly filter: { readonly obs: { readonly index: readonly unknown[] } } };
  };
  expect(set1.filter.obs.index).toEqual([...all.map((cell) => [cell, cell + 1]), all.at(-1)]);
});
