import { expect, test } from 'vitest';
import { describeFailure } from '../../contract/errors.ts';
import type { MendingPhase } from '../../contract/mendings.ts';
import { firstPhase, mendingTransition, type MendingEvent } from './mending-state.ts';

const copying: MendingPhase = { name: 'working', step: 'copying', done: 0.5, detail: null };
const done: MendingPhase = {
  name: 'done',
  path: '/prepared/1/lung.h5ad',
  sizeBytes: 9,
  at: '2026-11-21T12:00:00Z',
  did: [],
  still: [],
};
const failed: MendingPhase = { name: 'failed', failure: describeFailure('mend-failed', { name: 'a' }) };
const progress = (step: 'copying' | 'checking', amount: number | null, secondsLeft?: number): MendingEvent => ({
  name: 'progress',
  step,
  done: amount,
  detail: null,
  secondsLeft: secondsLeft ?? null,
});
const finished: MendingEvent = { ...done, name: 'finished' };

test.each<[string, MendingPhase, MendingEvent, MendingPhase]>([
  ['begins', firstPhase, progress('copying', 0.5), copying],
  ['goes on', copying, progress('copying', 0.7), { ...copying, done: 0.7 }],
  ['never goes back within a step', copying, progress('copying', 0.2), copying],
  ['begins each step anew', copying, progress('checking', null), { ...copying, step: 'checking', done: null }],
  ['tells how long it still takes', copying, progress('copying', 0.7, 30), { ...copying, done: 0.7, secondsLeft: 30 }],
  [
    'forgets that once nobody can tell',
    { ...copying, secondsLeft: 30 },
    progress('copying', 0.7),
    { ...copying, done: 0.7 },
  ],
  ['is done', copying, finished, done],
  ['fails', copying, { name: 'failed', failure: failed.failure }, failed],
  ['is cancelled', copying, { name: 'cancelled' }, { name: 'cancelled' }],
  ['is cancelled while it waits', firstPhase, { name: 'cancelled' }, { name: 'cancelled' }],
  ['stays done', done, { name: 'cancelled' }, done],
  ['stays failed', failed, progress('copying', 1), failed],
  ['stays cancelled', { name: 'cancelled' }, finished, { name: 'cancelled' }],
])('%s', (_what, phase, event, wanted) => {
  expect(mendingTransition(phase, event)).toEqual(wanted);
});
