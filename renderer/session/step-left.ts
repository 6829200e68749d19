/** How long a step of getting ready will still take, as far as what is done of it tells. Pure. */
import type { Step } from '../../contract/session.ts';

/** Before that a guess would jump about. */
const TELLS_AFTER = { done: 0.05, seconds: 3 };
/** Finer than this would change with every look. */
const STEP_SECONDS = 5;

/** In seconds, in steps of five; null while it cannot be told. */
export function secondsLeft({ state, done, seconds }: Pick<Step, 'state' | 'done' | 'seconds'>): number | null {
  if (state !== 'running' || done === null || seconds === null) return null;
  if (done < TELLS_AFTER.done || done >= 1 || seconds < TELLS_AFTER.seconds) return null;
  return Math.max(1, Math.ceil((seconds * (1 - done)) / done / STEP_SECONDS)) * STEP_SECONDS;
}
