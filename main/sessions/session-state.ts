/** The life of a session as data: what phase it is in, and what may happen next. Pure; `session.ts` performs the effects. */
import { assertNever } from '../../contract/assert-never.ts';
import type { Failure } from '../../contract/errors.ts';

export type Phase =
  | { readonly name: 'preparing' }
  /** `restarts`: how often the host was started again without having stayed up for long in between. */
  | { readonly name: 'starting'; readonly restarts: number }
  | { readonly name: 'live'; readonly since: Date; readonly restarts: number }
  | { readonly name: 'paused'; readonly since: Date }
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
      return phase.name === 'starting' ? { name: 'live', since: event.at, restarts: phase.restarts } : phase;
    case 'host-ended':
      return afterHostEnded(phase, event.at, event.giveUp);
    case 'failed':
      return { name: 'failed', failure: event.failure };
    case 'pause':
      return phase.name === 'live' ? { name: 'paused', since: event.at } : phase;
    case 'resume':
      return phase.name === 'paused' ? { name: 'starting', restarts: 0 } : phase;
    case 'stop':
      return { name: 'stopping' };
    case 'stopped':
      return phase;
    default:
      return assertNever(event);
  }
}

/** A paused session puts its host away itself: its end is no news. */
function afterHostEnded(phase: Phase, at: Date, giveUp: Failure): Phase {
  if (phase.name !== 'live' && phase.name !== 'starting') return phase;
  const wasHealthy = phase.name === 'live' && at.getTime() - phase.since.getTime() >= HEALTHY_AFTER_MS;
  const restarts = (wasHealthy ? 0 : phase.restarts) + 1;
  return restarts > MAX_RESTARTS ? { name: 'failed', failure: giveUp } : { name: 'starting', restarts };
}
