import { expect, test } from 'vitest';
import { Steps } from './steps.ts';

function clock() {
  let now = 1000;
  return { now: () => now, pass: (ms: number) => (now += ms) };
}

test('a step begins, goes on, never goes back, and ends with its time', () => {
  const time = clock();
  const steps = new Steps(['check', 'environment'], time.now);
  steps.progress('environment', 0.4, 'Downloading');
  time.pass(1500);
  steps.progress('environment', 0.2, 'Installing');
  expect(steps.list()).toEqual([
    { name: 'check', state: 'todo', done: null, detail: null, seconds: null },
    { name: 'environment', state: 'running', done: 0.4, detail: 'Installing', seconds: 1.5 },
  ]);
  time.pass(500);
  steps.finish('environment');
  time.pass(9000);
  expect(steps.list()[1]).toEqual({ name: 'environment', state: 'done', done: 1, detail: null, seconds: 2 });
});

test('a length that is not known stays unknown, and may become known', () => {
  const steps = new Steps(['start']);
  steps.progress('start', null, 'Loading');
  expect(steps.list()[0]?.done).toBeNull();
  steps.progress('start', 0.5);
  expect(steps.list()[0]?.done).toBe(0.5);
});

test('only what was running fails', () => {
  const steps = new Steps(['check', 'environment', 'start']);
  steps.progress('check');
  steps.finish('check');
  steps.progress('environment', 0.3);
  steps.fail();
  expect(steps.list().map(({ state, done }) => [state, done])).toEqual([
    ['done', 1],
    ['failed', 0.3],
    ['todo', null],
  ]);
});

test('a step that starts again counts its time anew', () => {
  const time = clock();
  const steps = new Steps(['start'], time.now);
  steps.progress('start');
  time.pass(4000);
  steps.finish('start');
  time.pass(60_000);
  steps.progress('start');
  time.pass(1000);
  steps.finish('start');
  expect(steps.list()[0]?.seconds).toBe(1);
});
