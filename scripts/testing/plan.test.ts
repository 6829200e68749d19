import { expect, test } from 'vitest';
import { aheadOf, modes, readArguments, stepsOf } from './plan.ts';

test('all takes every step that any other mode takes, each once', () => {
  const others = modes.filter((mode) => mode !== 'all').flatMap((mode) => stepsOf(mode));
  expect(new Set(stepsOf('all'))).toEqual(new Set(others));
  expect(stepsOf('all')).toHaveLength(new Set(others).size);
});

test.each([
  ['all', ['s3-server']],
  ['unit', ['s3-server']],
  ['check', []],
  ['e2e', []],
] as const)('%s begins with %j ahead of its turn', (mode, needs) => {
  expect(aheadOf(stepsOf(mode))).toEqual(needs);
});

test('the runners end within 90 minutes even when each takes all its time', () => {
  const seconds = stepsOf('all').reduce((all, step) => all + step.seconds, 0);
  expect(seconds).toBeLessThan(90 * 60);
});

test.each([
  [[], 'all', []],
  [['unit'], 'unit', []],
  [['e2e', '--', '-g', 'signs in'], 'e2e', ['-g', 'signs in']],
  [['--', 'main/proxy'], 'all', ['main/proxy']],
])('%j', (args, mode, extra) => {
  expect(readArguments(args)).toEqual({ mode, extra });
});

test.each([[['everything']], [['unit', 'main/proxy']]])('%j is refused with the usage', (args) => {
  expect(() => readArguments(args)).toThrow(/^usage: /);
});
