/** When a session ends by itself, when its owner is warned of it, and what an extension means. Pure. */
import { ShareError } from '../../contract/errors.ts';

/** Long enough to finish what one does, and the last moment to ask for more. */
const WARNINGS_MS = [10 * 60_000, 60_000] as const;
/** A computer that slept may wake up behind the end: nobody waits longer than this for it to be noticed. */
const LOOK_EVERY_MS = 15_000;

export type ExpiryStage = 'far' | 'soon' | 'last-minute' | 'over';

/** @param end milliseconds since 1970; null for not by itself */
export function stageOf(end: number | null, now: number): ExpiryStage {
  if (end === null) return 'far';
  const left = end - now;
  if (left <= 0) return 'over';
  if (left <= WARNINGS_MS[1]) return 'last-minute';
  return left <= WARNINGS_MS[0] ? 'soon' : 'far';
}

/** Since when it has been in a stage that is worth a word. */
export function warnedSince(end: number, stage: 'soon' | 'last-minute'): Date {
  return new Date(end - (stage === 'soon' ? WARNINGS_MS[0] : WARNINGS_MS[1]));
}

/** Milliseconds until it is worth looking again. */
export function nextLook(end: number, now: number): number {
  const left = end - now;
  const next = [...WARNINGS_MS, 0].map((before) => left - before).filter((ms) => ms > 0);
  return Math.min(...next, LOOK_EVERY_MS);
}

/**
 * @returns milliseconds since 1970, or null for not by itself
 * @throws ShareError `session-expiry-past`
 */
export function endFor(wish: string | null, now: number): number | null {
  if (wish === null) return null;
  const end = Date.parse(wish);
  if (end <= now) throw new ShareError('session-expiry-past', { when: wish });
  return end;
}
