import { expect, test } from 'vitest';
import { HOST_THREADS } from '../annotate/start-host.ts';
import { heavyAtOnce } from './heavy-at-once.ts';

test.each([
  ['none', 8, 1],
  ['building', 8, 1],
  ['ready', 1, 1],
  ['ready', 2, 2],
  ['ready', 64, 4],
] as const)('store %s on %d cores: %d', (store, cores, most) => expect(heavyAtOnce(store, cores)).toBe(most));

test('a host always has threads left for those who only look', () => {
  expect(heavyAtOnce('ready', Infinity)).toBeLessThan(HOST_THREADS);
});
