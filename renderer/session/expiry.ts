/** When an invite is to end, as it is chosen in a list. Pure. */

export const expiryChoices = ['1', '7', '30', 'never', 'date'] as const;
export type ExpiryChoice = (typeof expiryChoices)[number];

const DAY_MS = 86_400_000;

/**
 * @param day `2026-12-24`, for the choice of a date: it counts until it is over
 * @returns null for not by itself; undefined for a day that is over or none
 */
export function endOf(choice: ExpiryChoice, day: string, now: Date): string | null | undefined {
  if (choice === 'never') return null;
  if (choice !== 'date') return new Date(now.getTime() + Number(choice) * DAY_MS).toISOString();
  const end = new Date(`${day}T23:59:59`);
  return Number.isNaN(end.getTime()) || end <= now ? undefined : end.toISOString();
}
