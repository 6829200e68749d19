import { expect, it } from 'vitest';
import type { Session, Step } from '../../contract/session.ts';
import { aPerson, aSession } from '../../contract/testing/example-session.ts';
import { initialsOf } from './initials.ts';
import { masked } from './masked.ts';
import { cappedBy } from './role-cap.ts';
import { roleWords, subLine } from './sentences.ts';

const unborn = { liveSince: null, dataset: { ...aSession({}).dataset, cells: null, genes: null } };
const step = (done: number | null): Step => ({ name: 'environment', state: 'running', done, detail: null, seconds: 1 });

it.each<[Partial<Session>, string]>([
  [{ phase: 'preparing', ...unborn }, 'Preparing'],
  [{ phase: 'preparing', ...unborn, steps: [step(null)] }, 'Preparing'],
  [{ phase: 'preparing', ...unborn, steps: [step(0.62)] }, 'Preparing, 62%'],
  [{ phase: 'starting', liveSince: null }, 'Starting again'],
  [{}, 'Nobody here'],
  [{ people: [aPerson('Anna')] }, '1 person here'],
  [{ people: [aPerson('Anna'), aPerson('Ben')] }, '2 people here'],
  [{ phase: 'failed', ...unborn }, 'Not started'],
  [{ phase: 'failed' }, 'Stopped by an error'],
  [{ reach: { ...aSession({}).reach, state: 'lost' } }, 'The public link was lost'],
])('%j is told as "%s"', (session, line) => {
  expect(subLine(aSession(session))).toBe(line);
});

it.each([
  ['viewer', false, false, 'Viewer'],
  ['analyst', true, false, 'Analyst'],
  ['analyst', false, true, 'Analyst, differential expression is off'],
  ['annotator', true, true, 'Annotator'],
  ['annotator', true, false, 'Annotator, annotations are off'],
  ['annotator', false, false, 'Annotator, differential expression and annotations are off'],
] as const)('%s under diffexp=%s annotations=%s is "%s"', (role, diffexp, annotations, words) => {
  expect(roleWords({ role }, { diffexp, annotations })).toBe(words);
  expect(cappedBy(role, { diffexp: true, annotations: true })).toEqual([]);
});

it.each([
  ['Maria Okafor', 'MO'],
  ['Guest 3', 'G3'],
  ['Guest 12', 'G12'],
  ['programs', 'P'],
  ['Åsa von Öhrn', 'ÅÖ'],
  ['', ''],
])('the initials of %j are %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

it('masks a password in its own rhythm', () => {
  expect(masked('hk4t-m9wq')).toBe('••••-••••');
});
