import { expect, test } from 'vitest';
import type { Session } from '../../contract/session.ts';
import type { ShellState } from './shell-state.ts';
import { staysAwake } from './stay-awake.ts';
import { examplePerson, exampleSession, sharing } from './testing/example-state.ts';

const withPeople = (here: boolean, different: Partial<Session> = {}) =>
  sharing([exampleSession(), exampleSession({ id: 's2', people: [examplePerson('Ana', here)], ...different })]);

test.each<[string, ShellState, boolean, boolean]>([
  ['somebody is here', withPeople(true), true, true],
  ['somebody was here', withPeople(false), true, false],
  ['nobody was ever here', sharing([exampleSession()]), true, false],
  ['nothing is shared', sharing([]), true, false],
  ['it is paused: nobody can look', withPeople(true, { phase: 'paused' }), true, false],
  ['the owner does not want it', withPeople(true), false, false],
  ['the service starts', { service: 'starting' }, true, false],
  ['the service has ended', { service: 'ended' }, true, false],
])('%s', (_name, state, wanted, expected) => {
  expect(staysAwake(state, wanted)).toBe(expected);
});
