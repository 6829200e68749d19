import { describe, expect, test } from 'vitest';
import { describeFailure } from '../../contract/errors.ts';
import {
  firstPhase,
  HEALTHY_AFTER_MS,
  MAX_RESTARTS,
  transition,
  type Phase,
  type SessionEvent,
} from './session-state.ts';

const start = new Date('2026-01-01T10:00:00Z');
const soon = new Date(start.getTime() + 1000);
const muchLater = new Date(start.getTime() + HEALTHY_AFTER_MS);
const crashed = describeFailure('host-crashed', { name: 'x.h5ad' });
const noFile = describeFailure('dataset-not-found', { path: '/x.h5ad' });

const phases = {
  preparing: firstPhase,
  starting: { name: 'starting', restarts: 0 },
  live: { name: 'live', since: start, restarts: 0 },
  paused: { name: 'paused', since: start },
  stopping: { name: 'stopping' },
  stopped: { name: 'stopped' },
  failed: { name: 'failed', failure: noFile },
} satisfies Record<Phase['name'], Phase>;

const ended = (at: Date): SessionEvent => ({ type: 'host-ended', at, giveUp: crashed });

describe('transition', () => {
  test.each<[Phase['name'], SessionEvent, Phase['name']]>([
    ['preparing', { type: 'prepared' }, 'starting'],
    ['preparing', { type: 'failed', failure: noFile }, 'failed'],
    ['preparing', { type: 'stop' }, 'stopping'],
    ['starting', { type: 'host-ready', at: soon }, 'live'],
    ['starting', ended(soon), 'starting'],
    ['starting', { type: 'failed', failure: noFile }, 'failed'],
    ['live', ended(soon), 'starting'],
    ['live', { type: 'pause', at: soon }, 'paused'],
    ['live', { type: 'stop' }, 'stopping'],
    ['paused', { type: 'resume' }, 'starting'],
    ['paused', { type: 'stop' }, 'stopping'],
    ['stopping', { type: 'stopped' }, 'stopped'],
  ])('%s + %o → %s', (from, event, to) => {
    expect(transition(phases[from], event).name).toBe(to);
  });

  test.each<[Phase['name'], SessionEvent]>([
    ['preparing', { type: 'pause', at: soon }],
    ['preparing', { type: 'stopped' }],
    ['starting', { type: 'prepared' }],
    ['live', { type: 'host-ready', at: soon }],
    ['live', { type: 'resume' }],
    ['paused', ended(soon)],
    ['paused', { type: 'host-ready', at: soon }],
    ['stopping', ended(soon)],
    ['stopping', { type: 'stop' }],
    ['stopping', { type: 'failed', failure: noFile }],
    ['stopped', { type: 'stop' }],
    ['stopped', { type: 'prepared' }],
    ['failed', { type: 'stop' }],
    ['failed', { type: 'host-ready', at: soon }],
  ])('in %s, %o means nothing: the same phase comes back', (from, event) => {
    expect(transition(phases[from], event)).toBe(phases[from]);
  });
});

describe('a host that ends', () => {
  test('is started again three times in a row, then given up with the failure it was given', () => {
    let phase: Phase = phases.live;
    for (let restart = 1; restart <= MAX_RESTARTS; restart += 1) {
      phase = transition(phase, ended(soon));
      expect(phase).toEqual({ name: 'starting', restarts: restart });
      phase = transition(phase, { type: 'host-ready', at: start });
    }
    expect(transition(phase, ended(soon))).toEqual({ name: 'failed', failure: crashed });
  });

  test('counts starts that never became ready as well', () => {
    let phase: Phase = phases.starting;
    for (let restart = 1; restart <= MAX_RESTARTS; restart += 1) phase = transition(phase, ended(soon));
    expect(phase.name).toBe('starting');
    expect(transition(phase, ended(soon)).name).toBe('failed');
  });

  test('after ten healthy minutes its earlier ends no longer count', () => {
    const worn: Phase = { name: 'live', since: start, restarts: MAX_RESTARTS };
    expect(transition(worn, ended(soon)).name).toBe('failed');
    expect(transition(worn, ended(muchLater))).toEqual({ name: 'starting', restarts: 1 });
  });
});
