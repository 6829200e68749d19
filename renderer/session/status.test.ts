import { describe, expect, it } from 'vitest';
import type { Notice, Session } from '../../contract/session.ts';
import { aPerson, aSession } from '../../contract/testing/example-session.ts';
import { gravestNotice, isPreparing, peopleHere, statusOf, type Status } from './status.ts';

const notice = (severity: Notice['severity'], since = '10:00', code: Notice['code'] = 'tunnel-failed'): Notice => ({
  code,
  severity,
  since: `2026-11-20T${since}:00Z`,
  message: severity,
  hint: '',
});
const reach = (state: Session['reach']['state']) => ({ ...aSession({}).reach, state });

it.each<[Partial<Session>, Status]>([
  [{ phase: 'preparing' }, 'busy'],
  [{ phase: 'starting' }, 'busy'],
  [{ phase: 'stopping' }, 'busy'],
  [{ phase: 'paused' }, 'paused'],
  [{ phase: 'asleep' }, 'asleep'],
  [{ phase: 'stopped' }, 'stopped'],
  [{ phase: 'failed', notices: [notice('error')] }, 'failed'],
  [{}, 'live'],
  [{ notices: [notice('hint')] }, 'live'],
  [{ notices: [notice('hint'), notice('warning')] }, 'trouble'],
  [{ notices: [notice('error')] }, 'trouble'],
  [{ reach: reach('lost') }, 'trouble'],
  [{ reach: reach('failed') }, 'trouble'],
  [{ reach: reach('opening') }, 'live'],
])('%j is marked %s', (session, status) => {
  expect(statusOf(aSession(session))).toBe(status);
});

describe('the banner', () => {
  it('is the gravest notice, and of equals the newest', () => {
    const [older, newer] = [notice('warning', '10:00'), notice('warning', '11:00')];
    expect(gravestNotice([])).toBeNull();
    expect(gravestNotice([notice('hint', '12:00'), older, newer])).toBe(newer);
    expect(gravestNotice([newer, older])).toBe(newer);
    expect(gravestNotice([newer, notice('error', '09:00')])?.severity).toBe('error');
  });
});

it('shows the steps on the way to live, not when a session starts again', () => {
  const dataset = { ...aSession({}).dataset, cells: null, genes: null };
  expect(isPreparing(aSession({ phase: 'starting', liveSince: null, dataset }))).toBe(true);
  expect(isPreparing(aSession({ phase: 'starting', liveSince: null }))).toBe(false);
  expect(isPreparing(aSession({ phase: 'live' }))).toBe(false);
});

it('counts nobody in a session that is over', () => {
  const people = [aPerson('Anna'), aPerson('Ben', { here: false })];
  expect(peopleHere(aSession({ people }))).toBe(1);
  expect(peopleHere(aSession({ people, phase: 'stopped' }))).toBe(0);
});
