/** When a session is to end, as it is chosen in a list or extended by a click. Pure. */

export const endChoices = ['never', '1h', '4h', 'today', '7d'] as const;
export type EndChoice = (typeof endChoices)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** @returns null for not by itself */
export function sessionEnd(choice: EndChoice, now: Date): string | null {
  switch (choice) {
    case 'never':
      return null;
    case '1h':
      return later(now.getTime(), HOUR_MS);
    case '4h':
      return later(now.getTime(), 4 * HOUR_MS);
    case '7d':
      return later(now.getTime(), 7 * DAY_MS);
    case 'today':
      return new Date(now.getFullYear(), now.getMonth(), now.getDate(), 23, 59, 59).toISOString();
  }
}

/** One hour later than it was to end. */
export function extendedEnd(expiresAt: string): string {
  return later(Date.parse(expiresAt), HOUR_MS);
}

/** Whole seconds; none below zero. */
export function secondsUntil(iso: string, now: Date): number {
  return Math.max(0, Math.ceil((Date.parse(iso) - now.getTime()) / 1000));
}

function later(from: number, ms: number): string {
  return new Date(from + ms).toISOString();
}
