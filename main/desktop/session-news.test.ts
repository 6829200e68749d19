import { expect, test } from 'vitest';
import { describeFailure } from '../../contract/errors.ts';
import type { Session } from '../../contract/session.ts';
import { newsBetween } from './session-news.ts';
import { exampleSession, sharing } from './testing/example-state.ts';

const fresh = { ...exampleSession().dataset, cells: null, genes: null };
const failure = describeFailure('host-crashed', { name: 'lung.h5ad' });

function texts(before: readonly Session[], after: readonly Session[]): string[] {
  const snapshot = (sessions: readonly Session[]) => {
    const state = sharing(sessions);
    if (state.service !== 'up') throw new Error('unreachable');
    return state.snapshot;
  };
  return newsBetween(snapshot(before), snapshot(after)).map(({ text }) => text);
}

test.each<[string, Partial<Session>, Partial<Session>, string[]]>([
  ['ready for the first time', { phase: 'starting', dataset: fresh }, { phase: 'live' }, ['The link is ready.']],
  ['still getting ready', { phase: 'preparing', dataset: fresh }, { phase: 'starting', dataset: fresh }, []],
  ['started again', { phase: 'starting' }, { phase: 'live' }, []],
  ['live all the time', { phase: 'live' }, { phase: 'live' }, []],
  ['failed on the way', { phase: 'starting', dataset: fresh }, { phase: 'failed', error: failure }, [failure.message]],
  ['failed later', { phase: 'live' }, { phase: 'failed', error: failure }, [failure.message]],
  ['failed without a reason', { phase: 'live' }, { phase: 'failed' }, ['It is no longer shared.']],
  ['failed before', { phase: 'failed', error: failure }, { phase: 'failed', error: failure }, []],
  ['stopped by the owner', { phase: 'live' }, { phase: 'stopped' }, []],
])('%s', (_name, before, after, expected) => {
  expect(texts([exampleSession(before)], [exampleSession(after)])).toEqual(expected);
});

test('what was there when the shell began to listen is no news', () => {
  expect(texts([], [exampleSession({ phase: 'failed', error: failure })])).toEqual([]);
});
