/** Writes what is hidden as the host reads it: one line of JSON in characters that any header may hold. Pure. */
import type { Hides } from '../../contract/hides.ts';

export function toHeader({ columns, expression }: Hides): string {
  return JSON.stringify({ columns, expression }).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
