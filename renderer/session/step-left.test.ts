import { expect, test } from 'vitest';
import { secondsLeft } from './step-left.ts';

test.each([
  ['running', 0.62, 74, 50],
  ['running', 0.5, 60, 60],
  ['running', 0.99, 60, 5],
  ['running', 0.04, 60, null],
  ['running', 0.5, 2, null],
  ['running', 1, 60, null],
  ['running', null, 60, null],
  ['running', 0.5, null, null],
  ['done', 0.5, 60, null],
  ['todo', null, null, null],
] as const)('%s, %s done after %s s: %s s left', (state, done, seconds, left) => {
  expect(secondsLeft({ state, done, seconds })).toBe(left);
});
