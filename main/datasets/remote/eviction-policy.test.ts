import { expect, test } from 'vitest';
import { toEvict, type KeptCopy } from './eviction-policy.ts';

const copy = (key: string, bytes: number, usedAt: number, inUse = false): KeptCopy => ({ key, bytes, usedAt, inUse });
const a = copy('a', 10, 3);
const b = copy('b', 20, 1);
const c = copy('c', 30, 2);

test.each<[string, readonly KeptCopy[], number, number, readonly string[] | null]>([
  ['nothing is there', [], 5, 10, []],
  ['it fits', [a, b, c], 40, 100, []],
  ['the one used longest ago goes', [a, b, c], 41, 100, ['b']],
  ['and the next one', [a, b, c], 61, 100, ['b', 'c']],
  ['all of them', [a, b, c], 100, 100, ['b', 'c', 'a']],
  ['larger than everything: nothing goes', [a, b, c], 101, 100, null],
  ['what is in use stays', [a, { ...b, inUse: true }, c], 41, 100, ['c']],
  ['what is in use leaves no room: nothing goes', [a, { ...b, inUse: true }, c], 81, 100, null],
  ['the limit was lowered: it is kept at the next download', [a, b, c], 0, 15, ['b', 'c']],
])('%s', (_, copies, needed, limit, going) => {
  expect(toEvict(copies, needed, limit)).toEqual(going);
});
