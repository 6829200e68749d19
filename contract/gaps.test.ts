import { expect, it } from 'vitest';
import { fillGaps, namesOfGaps, readGaps } from './gaps.ts';

it.each([
  ['{name} has {cells} cells.', { name: 'a.h5ad', cells: '10' }],
  ['{name} could not be read: {reason}.', { name: 'a b.h5ad', reason: 'C:\\x (it is (not) there)' }],
  ['{a} and {a} again, {b}', { a: 'x+', b: '' }],
  ['Nothing to fill ({}).', {}],
  ['{reason}', { reason: 'two\nlines' }],
])('%j filled can be read back', (sentence, values) => {
  expect(readGaps(sentence, fillGaps(sentence, values))).toEqual(values);
});

it.each([
  ['{name} has {cells} cells.', 'a.h5ad has 10 genes.'],
  ['There is {x}', 'There is'],
  ['a.b', 'aXb'],
  ['{a} is not {a}', 'this is not that'],
])('%j is another sentence than %j', (sentence, filled) => {
  expect(readGaps(sentence, filled)).toBeNull();
});

it('names gaps, and leaves those alone for which there is no value', () => {
  expect(namesOfGaps('{a}, {b} and {a}')).toEqual(['a', 'b', 'a']);
  expect(fillGaps('{a} {toString}', { a: 1 })).toBe('1 {toString}');
});
