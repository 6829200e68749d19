/** Decides what becomes of an attempt to sign in, from how many failed lately. Pure. */

export interface Situation {
  /** Whether what is offered may be right; false is certain. */
  readonly mayFit: boolean;
  /** Whether only hashing tells that something is wrong, as with the password of an account that nobody has used yet. */
  readonly unsure?: boolean;
  /** Whether the password may be weak enough to be found by trying. */
  readonly guessable: boolean;
  /** Failures of the last minute from the address that the attempt comes from. */
  readonly byAddress: number;
  /** Whether one address stands for many people: then it is slowed down, not refused. */
  readonly sharedAddress: boolean;
  /** Failures of the last minute at the session's door, from anywhere. */
  readonly atDoor: number;
  /** The same in the last hour. */
  readonly atDoorInHour: number;
  /** Failures of the last minute in a browser that was signed in here before; null for any other browser. */
  readonly byKnownBrowser: number | null;
}

export type AttemptVerdict =
  /** `inLine`: behind others of its kind, so that whoever is not waits for few hashes, however costly each is. */
  | { readonly kind: 'verify'; readonly afterMs?: number; readonly inLine?: boolean }
  | { readonly kind: 'wrong'; readonly afterMs: number }
  /** Answered without being looked at, or without saying what was seen. */
  | { readonly kind: 'refuse' };

export const FAILURES_PER_ADDRESS = 10;
export const FAILURES_AT_DOOR = 300;
export const FAILURES_OF_KNOWN_BROWSER = 10;
/** How many guesses at a weak password are looked at: a dictionary of a million words takes two days, and the owner sees the failures. */
export const GUESSES_PER_HOUR = 20_000;
/** A whole class may mistype in the same minute. */
export const UNSURE_PER_ADDRESS = 30;
const PATIENT_WITH_ADDRESS = 3;
const PATIENT_AT_DOOR = 30;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 2000;
/** Whoever has the right password waits for it, too, and is to be in within two seconds, hashing included. */
const LONGEST_UNSURE_DELAY_MS = 500;

/**
 * What may be right is verified at once, however many wrong ones came before it and from wherever: counting could not tell an attacker
 * from the person at the next desk. Only where a password can be guessed at all does looking come to an end, and then what is right must
 * get the same answer as what is wrong.
 */
export function judgeAttempt(situation: Situation): AttemptVerdict {
  if (isBeyondLooking(situation)) return { kind: 'refuse' };
  if (situation.mayFit) return { kind: 'verify' };
  if (situation.unsure === true) return judgeUnsure(situation);
  const { byAddress, sharedAddress, atDoor } = situation;
  if (atDoor >= FAILURES_AT_DOOR || (!sharedAddress && byAddress >= FAILURES_PER_ADDRESS)) return { kind: 'refuse' };
  return { kind: 'wrong', afterMs: delayFor(situation) };
}

/**
 * Hashing takes time that others wait for. A browser that was signed in before gets its turn, and so does an address from which nothing
 * wrong came: whoever guesses at an account from many addresses cannot keep its owner out.
 */
function judgeUnsure(situation: Situation): AttemptVerdict {
  const { byAddress, sharedAddress, atDoor, byKnownBrowser } = situation;
  if (byKnownBrowser !== null && byKnownBrowser < FAILURES_OF_KNOWN_BROWSER)
    return { kind: 'verify', afterMs: 0, inLine: false };
  const perAddress = atDoor >= FAILURES_AT_DOOR ? 1 : UNSURE_PER_ADDRESS;
  if (sharedAddress ? atDoor >= FAILURES_AT_DOOR : byAddress >= perAddress) return { kind: 'refuse' };
  const afterMs = Math.min(delayFor(situation), LONGEST_UNSURE_DELAY_MS);
  return { kind: 'verify', afterMs, inLine: byAddress > 0 };
}

function delayFor({ byAddress, atDoor }: Situation): number {
  const tooMany = Math.max(byAddress - PATIENT_WITH_ADDRESS, atDoor - PATIENT_AT_DOOR);
  return tooMany < 0 ? 0 : Math.min(FIRST_DELAY_MS * 2 ** tooMany, LONGEST_DELAY_MS);
}

function isBeyondLooking({ guessable, atDoorInHour, byKnownBrowser }: Situation): boolean {
  if (!guessable || atDoorInHour < GUESSES_PER_HOUR) return false;
  return byKnownBrowser === null || byKnownBrowser >= FAILURES_OF_KNOWN_BROWSER;
}
