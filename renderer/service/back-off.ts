/** How long to wait before asking a service that did not answer once more. */

const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/** @param tries how many failed in a row, from 1 @returns milliseconds, doubling up to ten seconds */
export function waitBefore(tries: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, tries - 1));
}
