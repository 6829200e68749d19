import { expect, it } from 'vitest';
import { endOf, type ExpiryChoice } from './expiry.ts';

const now = new Date(2026, 10, 20, 14, 36);

it.each<[ExpiryChoice, string, Date | null | undefined]>([
  ['1', '', new Date(2026, 10, 21, 14, 36)],
  ['7', '', new Date(2026, 10, 27, 14, 36)],
  ['never', '', null],
  ['date', '2026-12-24', new Date(2026, 11, 24, 23, 59, 59)],
  ['date', '2026-11-20', new Date(2026, 10, 20, 23, 59, 59)],
  ['date', '2026-11-19', undefined],
  ['date', '', undefined],
])('%s %s', (choice, day, end) => {
  expect(endOf(choice, day, now)).toBe(end instanceof Date ? end.toISOString() : end);
});
