import { expect, test } from 'vitest';
import { judgeAttempt, type AttemptVerdict } from './attempt-policy.ts';

const now: AttemptVerdict = { kind: 'try', afterMs: 0 };
const after = (afterMs: number): AttemptVerdict => ({ kind: 'try', afterMs });
const refuse: AttemptVerdict = { kind: 'refuse' };

test.each<[number, number, boolean, AttemptVerdict]>([
  [0, 0, false, now],
  [9, 9, false, now],
  [10, 10, false, refuse],
  [9, 29, false, now],
  [0, 30, false, after(500)],
  [0, 35, false, after(1000)],
  [0, 10_000, false, after(4000)],
  [10, 30, false, refuse],
  // Many people behind one address, as through a tunnel: slower, never shut.
  [9, 9, true, now],
  [10, 10, true, after(500)],
  [10_000, 10_000, true, after(4000)],
])('%i failures from the address, %i at the door, shared %s', (byAddress, atDoor, sharedAddress, expected) => {
  expect(judgeAttempt({ byAddress, atDoor, sharedAddress })).toEqual(expected);
});
