/** When a tunnel that is gone is opened again, under which name, and when there is no point in it. Pure. */
import type { ErrorCode } from '../../contract/errors.ts';

/** What trying again cannot mend: somebody has to install, set or confirm something first. */
export const hopeless: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'usage',
  'internal',
  'tunnel-program-missing',
  'tunnel-not-set-up',
  'tunnel-not-signed-in',
  'tunnel-ssh-key-refused',
  'tunnel-ssh-host-unknown',
  'tunnel-ssh-host-changed',
  'tunnel-ssh-forwarding-off',
  'tunnel-ssh-only-there',
]);

/** The relay forgets a name about a second after its last connection: tried at once, it would still be taken, by ourselves. */
const FIRST_WAIT_MS = 1200;
/** With the time that an opening takes this stays below ten seconds, however long the network was away. */
const LONGEST_WAIT_MS = 6000;
/** Whoever has been away for a quarter of an hour is no longer waited for with bated breath. */
const PATIENT_FROM = 150;
const PATIENT_WAIT_MS = 30_000;
/** So that not everybody whom a relay has lost comes back to it in the same moment. */
const JITTER = 0.2;

/**
 * Milliseconds from the beginning of one attempt to the next one: an attempt that has hung for longer has waited enough.
 *
 * @param attempt 1 for the first after the loss
 * @param chance from 0 to 1
 */
export function waitBefore(attempt: number, chance: number): number {
  const wait =
    attempt >= PATIENT_FROM ? PATIENT_WAIT_MS : Math.min(FIRST_WAIT_MS * 1.6 ** (attempt - 1), LONGEST_WAIT_MS);
  return Math.round(wait * (1 - JITTER + 2 * JITTER * chance));
}

/** So often the same name is asked for although it was refused: our own former connection may be what holds it. */
const INSIST = 4;

/** @param refusals how many times in a row the name was refused */
export function wantedName(name: string | null, refusals: number): string | null {
  return refusals >= INSIST ? null : name;
}
