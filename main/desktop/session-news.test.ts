import { expect, test } from 'vitest';
import type { NewsKind } from '../../contract/desktop-settings.ts';
import { describeFailure } from '../../contract/errors.ts';
import type { Notice, Reach, Session } from '../../contract/session.ts';
import { newsBetween } from './session-news.ts';
import { examplePerson, exampleSession, sharing } from './testing/example-state.ts';
import { words } from './words.ts';

const fresh = { ...exampleSession().dataset, cells: null, genes: null };
const failure = describeFailure('host-crashed', { name: 'lung.h5ad' });

const changed = { from: 'https://a.example', at: '2026-11-20T12:00:00.000Z' };
const reach = (state: Reach['state'], changed: Reach['changed'] = null): Reach => ({
  ...exampleSession().reach,
  state,
  changed,
});
const trouble: Notice = {
  code: 'dataset-changed',
  severity: 'warning',
  since: '2026-11-20T12:00:00.000Z',
  message: 'The file has changed.',
  hint: '',
};
const ana = (here: boolean, lastSeen: string) => ({ people: [{ ...examplePerson('Ana', here), lastSeen }] });
const [noon, tenPast, three] = ['2026-11-20T12:00:00.000Z', '2026-11-20T12:10:00.000Z', '2026-11-20T15:00:00.000Z'];
const endsSoon: Notice = {
  code: 'ends-soon',
  severity: 'hint',
  since: '2026-11-20T12:00:00.000Z',
  message: 'This session ends in less than ten minutes.',
  hint: '',
};

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
  ['the way out is lost', { reach: reach('up') }, { reach: reach('lost') }, [words.linkLost]],
  ['still lost', { reach: reach('lost') }, { reach: reach('lost') }, []],
  ['another address', { reach: reach('lost') }, { reach: reach('up', changed) }, [words.linkChanged]],
  ['told before', { reach: reach('up', changed) }, { reach: reach('doubtful', changed) }, []],
  ['trouble', {}, { notices: [trouble] }, [trouble.message]],
  ['trouble, told before', { notices: [trouble] }, { notices: [trouble] }, []],
  ['a hint is no trouble', {}, { notices: [{ ...trouble, severity: 'hint' }] }, []],
  ['trouble that a lost way out brings', {}, { notices: [trouble], reach: reach('lost') }, [words.linkLost]],
  [
    'an address that changed is told in words of its own',
    {},
    { notices: [{ ...trouble, code: 'address-changed' }] },
    [],
  ],
  ['somebody comes', {}, ana(true, noon), ['Ana is here.']],
  ['somebody stays', ana(true, noon), ana(true, tenPast), []],
  ['somebody leaves', ana(true, noon), ana(false, noon), []],
  ['somebody is back', ana(false, noon), ana(true, tenPast), []],
  ['somebody is back hours later', ana(false, noon), ana(true, three), ['Ana is here.']],
  ['ends soon', {}, { notices: [endsSoon] }, [endsSoon.message]],
  ['ends soon, told before', { notices: [endsSoon] }, { notices: [endsSoon] }, []],
])('%s', (_name, before, after, expected) => {
  expect(texts([exampleSession(before)], [exampleSession(after)])).toEqual(expected);
});

test('what was there when the shell began to listen is no news', () => {
  expect(texts([], [exampleSession({ phase: 'failed', error: failure })])).toEqual([]);
});

test('a session that is gone when its time had come has ended as it was set; one that was stopped before is no news', () => {
  const expiresAt = (ms: number) => new Date(Date.now() + ms).toISOString();
  expect(texts([exampleSession({ expiresAt: expiresAt(-1000) })], [])).toEqual([words.isOver]);
  expect(texts([exampleSession({ expiresAt: expiresAt(3_600_000) })], [])).toEqual([]);
  expect(texts([exampleSession({ expiresAt: null })], [])).toEqual([]);
});

test.each<[string, Partial<Session>, Partial<Session>, NewsKind[]]>([
  ['ready', { phase: 'starting', dataset: fresh }, { phase: 'live' }, ['ready']],
  ['failed', { phase: 'live' }, { phase: 'failed', error: failure }, ['trouble']],
  ['the link is lost, then another one', { reach: reach('lost') }, { reach: reach('up', changed) }, ['link']],
  ['an end that comes near', {}, { notices: [endsSoon] }, ['ending']],
  ['trouble', {}, { notices: [trouble] }, ['trouble']],
  ['somebody comes', { people: [] }, ana(true, noon), ['joined']],
])('%s is news of the kind that is switched by itself', (_what, before, after, kinds) => {
  const snapshot = (session: Partial<Session>) => {
    const state = sharing([exampleSession(session)]);
    if (state.service !== 'up') throw new Error('unreachable');
    return state.snapshot;
  };
  expect(newsBetween(snapshot(before), snapshot(after)).map(({ kind }) => kind)).toEqual(kinds);
});
