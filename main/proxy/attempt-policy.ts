/** Decides what becomes of an attempt to sign in, from the failures of the last minute. Pure. */

export interface Failures {
  /** From the address that the attempt comes from. */
  readonly byAddress: number;
  /** At the session's door, from anywhere. */
  readonly atDoor: number;
  /** Whether one address stands for many people: then it cannot be refused without refusing the innocent. */
  readonly sharedAddress: boolean;
}

export type AttemptVerdict = { readonly kind: 'try'; readonly afterMs: number } | { readonly kind: 'refuse' };

export const FAILURES_PER_ADDRESS = 10;
export const FAILURES_AT_DOOR = 30;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 4000;

/**
 * One address that fails often is refused. Many addresses that fail at one door only slow it down, for the right password too but
 * never for good: whoever has it gets in some seconds later, while guessing stays hopeless.
 */
export function judgeAttempt({ byAddress, atDoor, sharedAddress }: Failures): AttemptVerdict {
  if (!sharedAddress && byAddress >= FAILURES_PER_ADDRESS) return { kind: 'refuse' };
  const tooMany = Math.max(atDoor - FAILURES_AT_DOOR, sharedAddress ? byAddress - FAILURES_PER_ADDRESS : -1);
  if (tooMany < 0) return { kind: 'try', afterMs: 0 };
  return { kind: 'try', afterMs: Math.min(FIRST_DELAY_MS * 2 ** Math.floor(tooMany / 5), LONGEST_DELAY_MS) };
}
