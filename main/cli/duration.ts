/** Reads when an invite is to end: a stretch of time from now such as 7d, a day, or never. Pure. */

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const stretch = /^(\d{1,5})([mhdw])$/;
const day = /^\d{4}-\d{2}-\d{2}$/;

/** @returns null for never; undefined for what cannot be understood */
export function endFrom(text: string, now: Date): Date | null | undefined {
  if (text === 'never') return null;
  const [, count, unit = ''] = stretch.exec(text) ?? [];
  if (count !== undefined)
    return Number(count) === 0 ? undefined : new Date(now.getTime() + Number(count) * (units[unit] ?? 0));
  // A day counts until it is over, by the clock of this computer.
  const end = new Date(day.test(text) ? `${text}T23:59:59` : text);
  const isDate = day.test(text) || /^\d{4}-\d{2}-\d{2}T/.test(text);
  return isDate && !Number.isNaN(end.getTime()) ? end : undefined;
}
