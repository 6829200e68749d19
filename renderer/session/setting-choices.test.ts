import { expect, test } from 'vitest';
import { dayChoices, limitChoices } from './setting-choices.ts';

test.each([
  [90, [30, 90, 365, 0]],
  [0, [30, 90, 365, 0]],
  [7, [7, 30, 90, 365, 0]],
  [3650, [30, 90, 365, 3650, 0]],
])('%d days: %j', (set, choices) => {
  expect(dayChoices(set)).toEqual(choices);
});

test.each([
  [50e9, [10e9, 20e9, 50e9, 100e9, 200e9, 500e9]],
  [0, [0, 10e9, 20e9, 50e9, 100e9, 200e9, 500e9]],
  [75e9, [10e9, 20e9, 50e9, 75e9, 100e9, 200e9, 500e9]],
])('%d bytes: %j', (set, choices) => {
  expect(limitChoices(set)).toEqual(choices);
});
