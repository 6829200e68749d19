import { expect, test } from 'vitest';
import { endFrom, sessionEndFrom, stretchFrom, startFrom } from './duration.ts';

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

test.each([
  ['30m', '2026-11-20T11:30:00.000Z'],
  ['7d', '2026-11-13T12:00:00.000Z'],
  ['2026-11-01T18:00:00Z', '2026-11-01T18:00:00.000Z'],
])('since %s is since %s', (text, start) => {
  expect(startFrom(text, now)?.toISOString()).toBe(start);
});

test('a day counts from its beginning here', () => {
  expect(startFrom('2026-11-01', now)).toEqual(new Date(2026, 10, 1));
});

test.each(['', '7', 'never', 'yesterday', '2026-13-40'])('"%s" is no time to look from', (text) => {
  expect(startFrom(text, now)).toBeUndefined();
});

test.each([
  ['1h', '2026-11-20T13:00:00.000Z'],
  ['1 h', '2026-11-20T13:00:00.000Z'],
  ['90m', '2026-11-20T13:30:00.000Z'],
  [' 2d ', '2026-11-22T12:00:00.000Z'],
  ['2026-12-24T18:00:00Z', '2026-12-24T18:00:00.000Z'],
])('a session that ends "%s" ends at %s', (text, end) => {
  expect(sessionEndFrom(text, now)?.toISOString()).toBe(end);
});

test('a session that ends today or on a day lasts until that is over here', () => {
  expect(sessionEndFrom('today', new Date(2026, 10, 20, 9))).toEqual(new Date(2026, 10, 20, 23, 59, 59));
  expect(sessionEndFrom('2026-12-01', now)).toEqual(new Date(2026, 11, 1, 23, 59, 59));
});

test.each(['when I quit', 'When I quit', 'never'])('"%s" is no end of its own', (text) => {
  expect(sessionEndFrom(text, now)).toBeNull();
});

test.each(['', 'soon', 'tomorrow', '0h', '1', '-1h', '1 hour'])('a session cannot end "%s"', (text) => {
  expect(sessionEndFrom(text, now)).toBeUndefined();
});

test.each([
  ['1h', 3_600_000],
  ['30 m', 1_800_000],
  ['0h', undefined],
  ['1y', undefined],
  ['', undefined],
])('a stretch of "%s" is %s milliseconds', (text, ms) => {
  expect(stretchFrom(text)).toBe(ms);
});
