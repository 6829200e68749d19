import { describe, expect, test } from 'vitest';
import { describeFailure } from '../../contract/errors.ts';
import type { Reach } from '../../contract/session.ts';
import { noticesFor, type NoticeFacts } from './notices.ts';

const now = new Date('2026-01-01T12:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);
const off: Reach = { rung: 'computer', provider: null, state: 'off', since: null, interruptions: [], error: null };
const calm: NoticeFacts = {
  phase: { name: 'live', since: ago(60_000), restarts: 0 },
  reach: off,
  hostEndedAt: null,
  datasetChangedAt: null,
  storeFailure: null,
  now,
};

const codes = (facts: Partial<NoticeFacts>) =>
  noticesFor({ ...calm, ...facts }).map(({ code, severity }) => [code, severity]);

describe('notices', () => {
  test('a session that runs well has none', () => expect(codes({})).toEqual([]));

  test('a tunnel that failed or was lost', () => {
    const reach: Reach = {
      ...off,
      state: 'lost',
      since: now.toISOString(),
      error: describeFailure('tunnel-failed', { relay: 'x', reason: 'y' }),
    };
    expect(codes({ reach })).toEqual([['tunnel-failed', 'warning']]);
  });

  test('a host that is being started again, then that it was, then nothing', () => {
    expect(codes({ phase: { name: 'starting', restarts: 1 }, hostEndedAt: ago(1000) })).toEqual([
      ['host-restarted', 'warning'],
    ]);
    expect(codes({ hostEndedAt: ago(1000) })).toEqual([['host-restarted', 'hint']]);
    expect(codes({ hostEndedAt: ago(6 * 60_000) })).toEqual([]);
  });

  test('a matrix store that could not be built is a remark while it is live', () => {
    const storeFailure = describeFailure('store-no-space', { name: 'x.h5ad' });
    expect(codes({ storeFailure })).toEqual([['store-no-space', 'hint']]);
    expect(codes({ storeFailure, phase: { name: 'starting', restarts: 0 } })).toEqual([]);
  });

  test('the first start is no restart', () => {
    expect(codes({ phase: { name: 'starting', restarts: 0 } })).toEqual([]);
  });

  test('the gravest comes first', () => {
    expect(codes({ hostEndedAt: ago(1000), datasetChangedAt: ago(5000) })).toEqual([
      ['dataset-changed', 'warning'],
      ['host-restarted', 'hint'],
    ]);
  });
});
