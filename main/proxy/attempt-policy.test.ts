import { expect, test } from 'vitest';
import { GUESSES_PER_HOUR, judgeAttempt, type AttemptVerdict, type Situation } from './attempt-policy.ts';

const quiet: Situation = {
  mayFit: false,
  guessable: false,
  byAddress: 0,
  sharedAddress: false,
  atDoor: 0,
  atDoorInHour: 0,
  byKnownBrowser: null,
};
const wrong = (afterMs: number): AttemptVerdict => ({ kind: 'wrong', afterMs });
const refuse: AttemptVerdict = { kind: 'refuse' };
const verify: AttemptVerdict = { kind: 'verify' };
const flood = { byAddress: 10_000, atDoor: 10_000, atDoorInHour: 10_000 };

test.each<[string, Partial<Situation>, AttemptVerdict]>([
  ['a first mistake', {}, wrong(0)],
  ['a second and third', { byAddress: 2 }, wrong(0)],
  ['a fourth', { byAddress: 3 }, wrong(250)],
  ['a fifth', { byAddress: 4 }, wrong(500)],
  ['a tenth', { byAddress: 9 }, wrong(2000)],
  ['an eleventh', { byAddress: 10 }, refuse],
  ['an eleventh where many share an address', { byAddress: 10, sharedAddress: true }, wrong(2000)],
  ['many addresses at one door', { atDoor: 30 }, wrong(250)],
  ['very many addresses at one door', { atDoor: 300 }, refuse],
  ['and where addresses are shared', { atDoor: 300, sharedAddress: true }, refuse],
  ['what may fit', { mayFit: true }, verify],
  ['what may fit, among ten thousand that do not, from the same address', { mayFit: true, ...flood }, verify],
  ['the same, where the password can be guessed', { mayFit: true, guessable: true, ...flood }, verify],
  ['after too many guesses at it', { mayFit: true, guessable: true, atDoorInHour: GUESSES_PER_HOUR }, refuse],
  ['in a browser that was in before', { mayFit: true, guessable: true, atDoorInHour: 1e6, byKnownBrowser: 9 }, verify],
  ['in one that guesses too', { mayFit: true, guessable: true, atDoorInHour: 1e6, byKnownBrowser: 10 }, refuse],
  ['too many guesses at a password that cannot be guessed', { mayFit: true, atDoorInHour: 1e9 }, verify],
])('%s: %o', (_, situation, expected) => {
  expect(judgeAttempt({ ...quiet, ...situation })).toEqual(expected);
});

const hashed = (afterMs: number): AttemptVerdict => ({ kind: 'verify', afterMs, inLine: false });
const hashedInLine = (afterMs: number): AttemptVerdict => ({ kind: 'verify', afterMs, inLine: true });
test.each<[string, Partial<Situation>, AttemptVerdict]>([
  ['is hashed at once', {}, hashed(0)],
  ['a little later after some mistakes, in line', { byAddress: 4 }, hashedInLine(500)],
  ['not after many from the same address', { byAddress: 30 }, refuse],
  ['but in a browser that was in before', { byAddress: 10_000, atDoor: 10_000, byKnownBrowser: 9 }, hashed(0)],
  ['not in one that guesses too', { byAddress: 10_000, byKnownBrowser: 10 }, refuse],
  ['later, from an address that has guessed nothing, while others guess', { atDoor: 10_000 }, hashed(500)],
  ['not from one that has', { atDoor: 10_000, byAddress: 1 }, refuse],
  [
    'where many share an address, as long as few guess at this account',
    { byAddress: 10_000, sharedAddress: true },
    hashedInLine(500),
  ],
  ['and not when many do', { atDoor: 300, sharedAddress: true }, refuse],
  ['never after too many guesses in an hour', { guessable: true, atDoorInHour: GUESSES_PER_HOUR }, refuse],
])('what only hashing can tell %s: %o', (_, situation, expected) => {
  expect(judgeAttempt({ ...quiet, ...situation, unsure: true })).toEqual(expected);
});

test('what surely fits waits for none of those', () => {
  expect(judgeAttempt({ ...quiet, ...flood, unsure: true, mayFit: true })).toEqual(verify);
});

test('where looking has come to an end, right and wrong get one answer, whatever else is counted', () => {
  for (const byAddress of [0, 3, 10]) {
    for (const atDoor of [0, 30, 300]) {
      for (const byKnownBrowser of [null, 10]) {
        const beyond = { ...quiet, guessable: true, atDoorInHour: GUESSES_PER_HOUR, byAddress, atDoor, byKnownBrowser };
        expect(judgeAttempt({ ...beyond, mayFit: true })).toEqual(judgeAttempt({ ...beyond, mayFit: false }));
      }
    }
  }
});
