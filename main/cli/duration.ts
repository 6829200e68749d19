/** Reads times as people type them: when an invite is to end, and since when to look at the audit. Pure. */

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const stretch = /^(\d{1,5})([mhdw])$/;
const day = /^\d{4}-\d{2}-\d{2}$/;

/** A stretch of time from now such as 7d, a day, or never. @returns null for never; undefined for what cannot be understood */
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

/** Reads since when to look: a stretch of time before now, or a day from its beginning. Undefined for what cannot be understood. */
export function startFrom(text: string, now: Date): Date | undefined {
  const [, count, unit = ''] = stretch.exec(text) ?? [];
  if (count !== undefined) return new Date(now.getTime() - Number(count) * (units[unit] ?? 0));
  const start = new Date(day.test(text) ? `${text}T00:00:00` : text);
  return /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(start.getTime()) ? start : undefined;
}

/** Reads when a session is to end: like an invite, and `today`, or `when I quit`, which is no end of its own. */
export function sessionEndFrom(text: string, now: Date): Date | null | undefined {
  const said = text.trim().toLowerCase();
  if (said === 'when i quit') return null;
  if (said === 'today') return new Date(now.getFullYear(), now.getMonth(), now.getDate(), 23, 59, 59);
  return endFrom(
    said
      .replace(/^(\d+) +([mhdw])$/, '$1$2')
      .replace(/t(?=\d)/, 'T')
      .replace(/z$/, 'Z'),
    now,
  );
}

/** A stretch of time in milliseconds; undefined for what cannot be understood. */
export function stretchFrom(text: string): number | undefined {
  const [, count, unit = ''] = stretch.exec(text.replace(/^(\d+) +/, '$1')) ?? [];
  const ms = Number(count ?? 0) * (units[unit] ?? 0);
  return ms > 0 ? ms : undefined;
}
