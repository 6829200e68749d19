/** After how long without a visitor a session may be put to sleep: the usual choices, and whatever else is set. */

export const usualMinutes: readonly (number | null)[] = [10, 30, 120, null];

/** Shortest first, never last; what the command line has set is among them. */
export function sleepChoices(set: number | null): readonly (number | null)[] {
  if (usualMinutes.includes(set)) return usualMinutes;
  return [...usualMinutes, set].sort((a, b) => (a ?? Infinity) - (b ?? Infinity));
}
