import { expect, it } from 'vitest';
import { makeFormat } from './format.ts';
import { pluralsOf } from './plural.ts';
import { texts } from './texts.ts';

const format = makeFormat('en-GB', 'h23');
const now = new Date(2026, 10, 20, 14, 36);
const iso = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();

it.each([
  [0, '0 kB'],
  [640_000, '640 kB'],
  [9_400_000, '9.4 MB'],
  [212_400_000, '212 MB'],
  [312_000_000, '312 MB'],
  [1_130_000_000, '1.1 GB'],
])('%d bytes are %s', (bytes, words) => {
  expect(format.bytes(bytes)).toBe(words);
});

it.each([
  [0.4, '0.4 s'],
  [5.12, '5.1 s'],
  [41.6, '42 s'],
  [89, '89 s'],
  [90, '2 min'],
  [620, '10 min'],
  [12_240, '3 h 24 min'],
])('%d s are %s', (seconds, words) => {
  expect(format.duration(seconds)).toBe(words);
});

it.each([
  [iso(2026, 10, 20, 9, 12), '09:12', '09:12', 'today'],
  [iso(2026, 10, 20, 0, 0), '00:00', '00:00', 'today'],
  [iso(2026, 10, 19, 23, 59), 'yesterday', 'yesterday, 23:59', 'yesterday'],
  [iso(2026, 10, 14, 10, 2), '14 November', '14 November, 10:02', 'earlier'],
  [iso(2025, 11, 31, 8, 0), '31 December 2025', '31 December 2025, 08:00', 'earlier'],
])('%s is told as %s', (moment, short, long, day) => {
  expect(format.moment(moment, now)).toBe(short);
  expect(format.momentWithTime(moment, now)).toBe(long);
  expect(format.dayOf(moment, now)).toBe(day);
});

it('writes the hours as the system does', () => {
  expect(format.time(iso(2026, 10, 14, 9, 12))).toBe('09:12');
  expect(makeFormat('en-US', 'h12').moment(iso(2026, 10, 20, 9, 12), now)).toMatch(/^9:12\sAM$/);
});

it('groups numbers and chooses plurals by the language', () => {
  expect(format.count(87_412)).toBe('87,412');
  expect(pluralsOf('en')(1, { one: '# cell', other: '# cells' })).toBe('1 cell');
  expect(pluralsOf('en')(1_200, { one: '# cell', other: '# cells' })).toBe('1,200 cells');
  expect(pluralsOf('pl')(3, { one: '#', few: '# komórki', other: '#' })).toBe('3 komórki');
});

it('keeps to the house words: no exclamation marks, no "please", no "successfully"', () => {
  const sentences: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') sentences.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  collect(texts);
  expect(sentences.length).toBeGreaterThan(150);
  expect(sentences.filter((sentence) => /!|\bplease\b|\boops\b|successfully/i.test(sentence))).toEqual([]);
});
