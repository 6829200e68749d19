import { expect, it } from 'vitest';
import type { Session } from '../../contract/session.ts';
import { announcementsBetween, isUrgent } from './announcements.ts';
import { aPerson, aSession, aSnapshot } from '../../contract/testing/example-session.ts';

const between = (before: Partial<Session>, after: Partial<Session>) =>
  announcementsBetween(aSnapshot([aSession(before)]), aSnapshot([aSession(after)]));

const unborn = { liveSince: null, dataset: { ...aSession({}).dataset, cells: null, genes: null } };

it('says who joined and who left', () => {
  const [anna, ben] = [aPerson('Anna'), aPerson('Ben')];
  expect(between({ people: [anna] }, { people: [{ ...anna, here: false }, ben] })).toEqual([
    { kind: 'joined', who: 'Ben', title: 'Lung' },
    { kind: 'left', who: 'Anna', title: 'Lung' },
  ]);
});

it('says that a session is ready the first time only', () => {
  expect(between({ phase: 'starting', ...unborn }, { phase: 'live' })).toEqual([{ kind: 'ready', title: 'Lung' }]);
  expect(between({ phase: 'starting', liveSince: null }, { phase: 'live' })).toEqual([]);
});

it('interrupts for a changed link, a failure and trouble', () => {
  const changed = between({ publicUrl: 'https://a.example/' }, { publicUrl: 'https://b.example/' });
  expect(changed).toEqual([{ kind: 'link-changed', title: 'Lung' }]);
  const failed = between({}, { phase: 'failed' });
  expect(failed).toEqual([{ kind: 'failed', title: 'Lung' }]);
  const notice = {
    code: 'tunnel-failed',
    severity: 'error',
    since: '2026-11-20T10:00:00Z',
    message: 'Broke.',
    hint: '',
  } as const;
  const trouble = between({}, { notices: [notice] });
  expect(trouble).toEqual([{ kind: 'trouble', notice }]);
  expect([...changed, ...failed, ...trouble].every(isUrgent)).toBe(true);
  expect(between({ notices: [notice] }, { notices: [notice] })).toEqual([]);
});

it('opening the first link is no changed link', () => {
  expect(between({ publicUrl: null }, { publicUrl: 'https://b.example/' })).toEqual([]);
});

it('says each step once', () => {
  const step = { name: 'check', done: null, detail: null, seconds: 1 } as const;
  const running = { steps: [{ ...step, state: 'running' as const }] };
  const done = { steps: [{ ...step, state: 'done' as const }] };
  expect(between(running, done)).toEqual([{ kind: 'step-done', step: 'check' }]);
  expect(between(done, done)).toEqual([]);
});

it('says nothing of sessions that are new', () => {
  expect(announcementsBetween(aSnapshot([]), aSnapshot([aSession({ people: [aPerson('Anna')] })]))).toEqual([]);
});
