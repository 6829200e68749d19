import { expect, test } from 'vitest';
import { sleepChoices, usualMinutes } from './sleep-choices.ts';

test.each([
  [30, usualMinutes],
  [null, usualMinutes],
  [45, [10, 30, 45, 120, null]],
  [0.5, [0.5, 10, 30, 120, null]],
  [600, [10, 30, 120, 600, null]],
])('%j is among the choices', (set, choices) => expect(sleepChoices(set)).toEqual(choices));
