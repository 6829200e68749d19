import { expect, test } from 'vitest';
import { endFrom } from './duration.ts';

const now = new Date('2026-11-20T12:00:00Z');

test.each([
  ['30m', '2026-11-20T12:30:00.000Z'],
  ['12h', '2026-11-21T00:00:00.000Z'],
  ['7d', '2026-11-27T12:00:00.000Z'],
  ['2w', '2026-12-04T12:00:00.000Z'],
  ['2026-12-24T18:00:00Z', '2026-12-24T18:00:00.000Z'],
])('%s ends at %s', (text, end) => {
  expect(endFrom(text, now)?.toISOString()).toBe(end);
});

test('a day lasts until it is over here', () => {
  expect(endFrom('2026-12-24', now)).toEqual(new Date(2026, 11, 24, 23, 59, 59));
});

test('never is no end', () => {
  expect(endFrom('never', now)).toBeNull();
});

test.each(['', '7', 'd', '0d', '7 days', '-1d', '1.5h', '2026-13-40', 'tomorrow', '123456d'])(
  '"%s" is nothing',
  (text) => {
    expect(endFrom(text, now)).toBeUndefined();
  },
);
