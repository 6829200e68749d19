import { expect, test } from 'vitest';
import { endChoices, extendedEnd, secondsUntil, sessionEnd } from './session-end.ts';

const now = new Date(2026, 10, 20, 12, 0, 0);

test.each([
  ['1h', new Date(2026, 10, 20, 13)],
  ['4h', new Date(2026, 10, 20, 16)],
  ['today', new Date(2026, 10, 20, 23, 59, 59)],
  ['7d', new Date(now.getTime() + 7 * 86_400_000)],
] as const)('%s', (choice, end) => {
  expect(sessionEnd(choice, now)).toBe(end.toISOString());
});

test('every choice lies ahead, or is none', () => {
  const late = new Date(2026, 10, 20, 23, 59, 58);
  for (const choice of endChoices) {
    const end = sessionEnd(choice, late);
    if (choice === 'never') expect(end).toBeNull();
    else expect(Date.parse(end ?? '')).toBeGreaterThan(late.getTime());
  }
});

test('an extension counts from the end, not from now', () => {
  expect(extendedEnd('2026-11-20T18:30:00.000Z')).toBe('2026-11-20T19:30:00.000Z');
});

test('what is left is counted up to whole seconds, and never below none', () => {
  const end = new Date(now.getTime() + 7200).toISOString();
  expect(secondsUntil(end, now)).toBe(8);
  expect(secondsUntil(end, new Date(now.getTime() + 9000))).toBe(0);
});
