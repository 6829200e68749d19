import { afterEach, beforeEach, expect, test } from 'vitest';
import { AttemptLimit, type Attempt } from './attempt-limit.ts';

let limit: AttemptLimit;
beforeEach(() => {
  limit = new AttemptLimit();
});
afterEach(() => limit.close());

const from = (address: string): Attempt => ({ address, sharedAddress: false, slug: 'pbmc' });
const wrong = () => Promise.resolve(null);
const right = () => Promise.resolve('guest');

async function fail(attempt: Attempt, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) await limit.run(attempt, wrong);
}

test('ten failures from one address, then it has to wait, also with the right password', async () => {
  await fail(from('192.0.2.1'), 10);
  const outcome = await limit.run(from('192.0.2.1'), right);
  expect(outcome.kind === 'wait' && outcome.seconds > 0 && outcome.seconds <= 60).toBe(true);
});

test('another address is not held up by that', async () => {
  await fail(from('192.0.2.1'), 10);
  expect(await limit.run(from('192.0.2.2'), right)).toEqual({ kind: 'admitted', by: 'guest' });
});

test('the addresses of one IPv6 network count as one', async () => {
  for (let host = 0; host < 10; host += 1) await limit.run(from(`2001:db8::${host.toString(16)}`), wrong);
  expect((await limit.run(from('2001:db8::ffff'), right)).kind).toBe('wait');
});

test('right passwords are not counted: a whole class may sign in from behind one address', async () => {
  const outcomes = await Promise.all(Array.from({ length: 30 }, () => limit.run(from('192.0.2.1'), right)));
  expect(outcomes.every(({ kind }) => kind === 'admitted')).toBe(true);
});

test('guesses sent all at once are judged one after another', async () => {
  let checked = 0;
  const guess = () => {
    checked += 1;
    return wrong();
  };
  const outcomes = await Promise.all(Array.from({ length: 30 }, () => limit.run(from('192.0.2.1'), guess)));
  expect(checked).toBe(10);
  expect(outcomes.filter(({ kind }) => kind === 'wait')).toHaveLength(20);
});

test('a line that is too long turns the rest away at once', async () => {
  let open: (value: null) => void = () => undefined;
  const gate = new Promise<null>((resolve) => (open = resolve));
  const waiting = Array.from({ length: 32 }, () => limit.run(from('192.0.2.1'), () => gate));
  expect(await limit.run(from('192.0.2.1'), right)).toEqual({ kind: 'wait', seconds: 5 });
  open(null);
  await Promise.all(waiting);
});

test('many addresses that fail at one door slow it down, but the right password still gets in', async () => {
  for (let host = 0; host < 30; host += 1) await limit.run(from(`192.0.2.${host}`), wrong);
  const began = performance.now();
  expect((await limit.run(from('198.51.100.1'), right)).kind).toBe('admitted');
  expect(performance.now() - began).toBeGreaterThan(450);
});

test('a failure of ours is passed on, and the next attempt runs', async () => {
  await expect(limit.run(from('192.0.2.1'), () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect((await limit.run(from('192.0.2.1'), right)).kind).toBe('admitted');
});
