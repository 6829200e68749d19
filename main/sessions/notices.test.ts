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
  expiresAt: null,
  hostEndedAt: null,
  datasetChangedAt: null,
  storeFailure: null,
  memory: { kind: 'enough' },
  now,
};

const codes = (facts: Partial<NoticeFacts>) =>
  noticesFor({ ...calm, ...facts }).map(({ code, severity }) => [code, severity]);

describe('notices', () => {
  test('a session that runs well has none', () => expect(codes({})).toEqual([]));

  test('trouble with the certificate, in every phase', () => {
    const failure = describeFailure('tls-key-mismatch', { cert: 'a', key: 'b' });
    const notice = { code: failure.code, message: failure.message, hint: failure.hint };
    const network = [{ ...notice, severity: 'warning', since: now.toISOString() }] as const;
    expect(codes({ network })).toEqual([['tls-key-mismatch', 'warning']]);
  });

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

  test('why it could not be woken, until it is', () => {
    const failure = describeFailure('dataset-not-found', { path: '/x.h5ad' });
    expect(codes({ phase: { name: 'asleep', since: now, failure } })).toEqual([['dataset-not-found', 'error']]);
    expect(codes({ phase: { name: 'asleep', since: now, failure: null } })).toEqual([]);
    expect(codes({ phase: { name: 'waking', restarts: 0 } })).toEqual([]);
  });

  test('a file that was changed is told as long as people see it as it was', () => {
    const datasetChangedAt = ago(5000);
    expect(codes({ datasetChangedAt })).toEqual([['dataset-changed', 'warning']]);
    expect(codes({ datasetChangedAt, phase: { name: 'asleep', since: now, failure: null } })).toEqual([]);
    expect(codes({ datasetChangedAt, phase: { name: 'paused', since: now } })).toEqual([]);
  });

  test('short memory, once somebody was refused for it: how many, and that it is over', () => {
    const since = ago(60_000);
    const shown = (facts: Partial<NoticeFacts>) => noticesFor({ ...calm, ...facts });
    const told = (memory: NoticeFacts['memory']) =>
      shown({ memory }).map(({ severity, message }) => [severity, message]);
    expect(shown({ memory: { kind: 'short', since, refused: 0 } })).toEqual([]);
    expect(shown({ memory: { kind: 'short', since, refused: 3 } })).toEqual([
      expect.objectContaining({
        code: 'memory-short',
        severity: 'warning',
        since: since.toISOString(),
      }),
    ]);
    expect(told({ kind: 'short', since, refused: 3 })).toEqual([['warning', expect.stringContaining('(3 so far)')]]);
    expect(told({ kind: 'was-short', since, until: now, refused: 3 })).toEqual([
      ['hint', expect.stringContaining('was short of memory for a while: differential expressions were refused (3)')],
    ]);
    const paused = { name: 'paused', since: now } as const;
    expect(shown({ memory: { kind: 'short', since, refused: 3 }, phase: paused })).toEqual([]);
  });

  test('the gravest comes first', () => {
    expect(codes({ hostEndedAt: ago(1000), datasetChangedAt: ago(5000) })).toEqual([
      ['dataset-changed', 'warning'],
      ['host-restarted', 'hint'],
    ]);
  });
});
