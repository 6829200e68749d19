/** What can be chosen for a setting: the usual choices, and whatever else is set. Pure. */

const usualLimits = [10e9, 20e9, 50e9, 100e9, 200e9, 500e9];
const usualDays = [30, 90, 365, 0];

/** In bytes, the smallest first. */
export function limitChoices(set: number): readonly number[] {
  return usualLimits.includes(set) ? usualLimits : [...usualLimits, set].sort((a, b) => a - b);
}

/** The shortest first, not at all last. */
export function dayChoices(set: number): readonly number[] {
  return usualDays.includes(set) ? usualDays : [...usualDays, set].sort((a, b) => (a || Infinity) - (b || Infinity));
}
