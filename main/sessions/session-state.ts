/** The life of a session as data: what phase it is in, and what may happen next. Pure; `session.ts` performs the effects. */
import { assertNever } from '../../contract/assert-never.ts';
import type { Failure } from '../../contract/errors.ts';
import type { PhaseName } from '../../contract/session.ts';

export type Phase =
  | { readonly name: 'preparing' }
  /** `restarts`: how often the host was started again without having stayed up for long in between. */
  | { readonly name: 'starting'; readonly restarts: number }
  | { readonly name: 'live'; readonly since: Date; readonly restarts: number }
  | { readonly name: 'paused'; readonly since: Date }
  /** The host was put away because nobody asked for anything. `failure`: why the last request could not wake it. */
  | { readonly name: 'asleep'; readonly since: Date; readonly failure: Failure | null }
  /** Somebody asked: the host is being started, and the request waits. To its owner the session is asleep still. */
  | { readonly name: 'waking'; readonly restarts: number }
  | { readonly name: 'stopping' }
  | { readonly name: 'stopped' }
  | { readonly name: 'failed'; readonly failure: Failure };

export type SessionEvent =
  | { readonly type: 'prepared' }
  | { readonly type: 'host-ready'; readonly at: Date }
  /** The host ended by itself. `giveUp` is what the session fails with when it is not started again. */
  | { readonly type: 'host-ended'; readonly at: Date; readonly giveUp: Failure }
  /** Preparing or the first start failed: trying again would fail the same way. */
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'pause'; readonly at: Date }
  | { readonly type: 'resume' }
  | { readonly type: 'sleep'; readonly at: Date }
  | { readonly type: 'wake' }
  /** There is nothing to start a host with (the file is gone): the next request tries again. */
  | { readonly type: 'not-woken'; readonly at: Date; readonly failure: Failure }
  | { readonly type: 'stop' }
  | { readonly type: 'stopped' };

/** A host that ends is started again this often, then given up. */
export const MAX_RESTARTS = 3;

/** A host that stayed up this long has shown that it can: its earlier ends no longer count. */
export const HEALTHY_AFTER_MS = 10 * 60_000;

export const firstPhase: Phase = { name: 'preparing' };

/** Returns the next phase, or the same object when the event means nothing in this phase (a late exit, a second stop). */
export function transition(phase: Phase, event: SessionEvent): Phase {
  if (phase.name === 'stopped' || phase.name === 'failed') return phase;
  if (phase.name === 'stopping') return event.type === 'stopped' ? { name: 'stopped' } : phase;
  switch (event.type) {
    case 'prepared':
      return phase.name === 'preparing' ? { name: 'starting', restarts: 0 } : phase;
    case 'host-ready':
      return isComingUp(phase) ? { name: 'live', since: event.at, restarts: phase.restarts } : phase;
    case 'host-ended':
      return afterHostEnded(phase, event.at, event.giveUp);
    case 'failed':
      return { name: 'failed', failure: event.failure };
    case 'pause':
      return phase.name === 'live' || phase.name === 'asleep' || phase.name === 'waking'
        ? { name: 'paused', since: event.at }
        : phase;
    case 'resume':
      return phase.name === 'paused' ? { name: 'starting', restarts: 0 } : phase;
    case 'sleep':
      return phase.name === 'live' ? { name: 'asleep', since: event.at, failure: null } : phase;
    case 'wake':
      return phase.name === 'asleep' ? { name: 'waking', restarts: 0 } : phase;
    case 'not-woken':
      return phase.name === 'waking' ? { name: 'asleep', since: event.at, failure: event.failure } : phase;
    case 'stop':
      return { name: 'stopping' };
    case 'stopped':
      return phase;
    default:
      return assertNever(event);
  }
}

/** Whether a host is to be started, again and again until it stands or is given up. */
export function isComingUp(phase: Phase): phase is Extract<Phase, { readonly name: 'starting' | 'waking' }> {
  return phase.name === 'starting' || phase.name === 'waking';
}

/** What everybody outside the service calls it. */
export function phaseNameOf({ name }: Phase): PhaseName {
  return name === 'waking' ? 'asleep' : name;
}

/** A paused or sleeping session puts its host away itself: its end is no news. */
function afterHostEnded(phase: Phase, at: Date, giveUp: Failure): Phase {
  if (phase.name !== 'live' && !isComingUp(phase)) return phase;
  const wasHealthy = phase.name === 'live' && at.getTime() - phase.since.getTime() >= HEALTHY_AFTER_MS;
  const restarts = (wasHealthy ? 0 : phase.restarts) + 1;
  if (restarts > MAX_RESTARTS) return { name: 'failed', failure: giveUp };
  return { name: phase.name === 'waking' ? 'waking' : 'starting', restarts };
}
