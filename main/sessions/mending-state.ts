/** A mending's life as data: working, then done, failed or cancelled, which nothing changes any more. Pure. */
import type { Failure } from '../../contract/errors.ts';
import type { MendingPhase, MendingStep } from '../../contract/mendings.ts';

export type MendingEvent =
  | {
      readonly name: 'progress';
      readonly step: MendingStep;
      readonly done: number | null;
      readonly detail: string | null;
      /** Until the end of the step. */
      readonly secondsLeft?: number | null;
    }
  | ({ readonly name: 'finished' } & Omit<Extract<MendingPhase, { name: 'done' }>, 'name'>)
  | { readonly name: 'failed'; readonly failure: Failure }
  | { readonly name: 'cancelled' };

export const firstPhase: MendingPhase = { name: 'working', step: 'waiting', done: null, detail: null };

/** An event that means nothing in a phase gives the same phase back. */
export function mendingTransition(phase: MendingPhase, event: MendingEvent): MendingPhase {
  if (phase.name !== 'working') return phase;
  switch (event.name) {
    case 'progress': {
      const { step, detail, secondsLeft = null } = event;
      // A bar goes forward, within a step.
      const done = event.step === phase.step ? furthest(phase.done, event.done) : event.done;
      return { name: 'working', step, done, detail, ...(secondsLeft === null ? {} : { secondsLeft }) };
    }
    case 'finished': {
      const { path, sizeBytes, at, did, still } = event;
      return { name: 'done', path, sizeBytes, at, did, still };
    }
    case 'failed':
      return { name: 'failed', failure: event.failure };
    case 'cancelled':
      return { name: 'cancelled' };
  }
}

function furthest(before: number | null, now: number | null): number | null {
  if (before === null || now === null) return now;
  return Math.max(before, now);
}
