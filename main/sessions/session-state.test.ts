import { describe, expect, test } from 'vitest';
import { describeFailure } from '../../contract/errors.ts';
import {
  firstPhase,
  HEALTHY_AFTER_MS,
  MAX_RESTARTS,
  phaseNameOf,
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
  asleep: { name: 'asleep', since: start, failure: null },
  waking: { name: 'waking', restarts: 0 },
  stopping: { name: 'stopping' },
  stopped: { name: 'stopped' },
  failed: { name: 'failed', failure: noFile },
} satisfies Record<Phase['name'], Phase>;

const ended = (at: Date): SessionEvent => ({ type: 'host-ended', at, giveUp: crashed });

const events = {
  prepared: { type: 'prepared' },
  'host-ready': { type: 'host-ready', at: soon },
  'host-ended': ended(soon),
  failed: { type: 'failed', failure: noFile },
  pause: { type: 'pause', at: soon },
  resume: { type: 'resume' },
  sleep: { type: 'sleep', at: soon },
  wake: { type: 'wake' },
  'not-woken': { type: 'not-woken', at: soon, failure: noFile },
  stop: { type: 'stop' },
  stopped: { type: 'stopped' },
} satisfies Record<SessionEvent['type'], SessionEvent>;

type Name = Phase['name'];
type Type = SessionEvent['type'];

/** Every phase with every event that means something in it. */
const table: Record<Name, Partial<Record<Type, Name>>> = {
  preparing: { prepared: 'starting', failed: 'failed', stop: 'stopping' },
  starting: { 'host-ready': 'live', 'host-ended': 'starting', failed: 'failed', stop: 'stopping' },
  live: { 'host-ended': 'starting', failed: 'failed', pause: 'paused', sleep: 'asleep', stop: 'stopping' },
  paused: { resume: 'starting', failed: 'failed', stop: 'stopping' },
  asleep: { wake: 'waking', pause: 'paused', failed: 'failed', stop: 'stopping' },
  waking: {
    'host-ready': 'live',
    'host-ended': 'waking',
    'not-woken': 'asleep',
    pause: 'paused',
    failed: 'failed',
    stop: 'stopping',
  },
  stopping: { stopped: 'stopped' },
  stopped: {},
  failed: {},
};

const pairs = Object.values(phases).flatMap((phase: Phase) =>
  Object.values(events).map((event: SessionEvent): [Name, Type, Name | null] => [
    phase.name,
    event.type,
    table[phase.name][event.type] ?? null,
  ]),
);

describe('transition', () => {
  test.each(pairs.filter(([, , to]) => to !== null))('%s + %s → %s', (from, type, to) => {
    expect(transition(phases[from], events[type]).name).toBe(to);
  });

  test.each(pairs.filter(([, , to]) => to === null))(
    'in %s, %s means nothing: the same phase comes back',
    (from, type) => {
      expect(transition(phases[from], events[type])).toBe(phases[from]);
    },
  );
});

describe('a session that sleeps', () => {
  test('and could not be woken says why until it is tried again', () => {
    const asleep = transition(phases.waking, events['not-woken']);
    expect(asleep).toEqual({ name: 'asleep', since: soon, failure: noFile });
    const live = transition(transition(asleep, events.wake), events['host-ready']);
    expect(live).toEqual({ name: 'live', since: soon, restarts: 0 });
  });

  test('is given up after three starts in vain; to its owner it is asleep until then', () => {
    let phase: Phase = transition(phases.asleep, events.wake);
    for (let restart = 1; restart <= MAX_RESTARTS; restart += 1) {
      expect(phaseNameOf(phase)).toBe('asleep');
      phase = transition(phase, ended(soon));
      expect(phase).toEqual({ name: 'waking', restarts: restart });
    }
    expect(transition(phase, ended(soon))).toEqual({ name: 'failed', failure: crashed });
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
