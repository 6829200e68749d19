import { afterEach, beforeEach, expect, test } from 'vitest';
import { AttemptLimit, type Attempt } from './attempt-limit.ts';
import { GUESSES_PER_HOUR } from './attempt-policy.ts';

let limit: AttemptLimit;
beforeEach(() => {
  limit = new AttemptLimit();
});
afterEach(() => limit.close());

const from = (address: string, rest: Partial<Attempt> = {}): Attempt => ({
  address,
  sharedAddress: false,
  slug: 'pbmc',
  guessable: false,
  mayFit: false,
  knownBrowser: null,
  ...rest,
});
const right = (address: string, rest: Partial<Attempt> = {}) => from(address, { mayFit: true, ...rest });
const admit = () => Promise.resolve('guest');
const never = () => {
  throw new Error('what is certainly wrong must not be verified');
};

/** All at once, as whoever guesses would. */
function fail(attempt: Attempt, times: number) {
  return Promise.all(Array.from({ length: times }, () => limit.run<string>(attempt, never)));
}

test('ten failures from one address, then it has to wait; the right password does not', async () => {
  expect((await fail(from('192.0.2.1'), 10)).map(({ kind }) => kind)).toEqual(Array(10).fill('wrong'));
  const outcome = await limit.run(from('192.0.2.1'), never);
  expect(outcome.kind === 'wait' && outcome.seconds > 0 && outcome.seconds <= 60).toBe(true);
  expect(await limit.run(right('192.0.2.1'), admit)).toEqual({ kind: 'admitted', by: 'guest' });
});

test('answers come later and later', async () => {
  const took: number[] = [];
  for (let count = 0; count < 6; count += 1) {
    const began = performance.now();
    await limit.run(from('192.0.2.1'), never);
    took.push(performance.now() - began);
  }
  expect(Math.max(...took.slice(0, 3))).toBeLessThan(200);
  expect(took[3]).toBeGreaterThan(240);
  expect(took[4]).toBeGreaterThan(480);
  expect(took[5]).toBeGreaterThan(960);
});

test('the addresses of one IPv6 network count as one', async () => {
  await Promise.all(Array.from({ length: 10 }, (_, host) => fail(from(`2001:db8::${host.toString(16)}`), 1)));
  expect((await limit.run(from('2001:db8::ffff'), never)).kind).toBe('wait');
});

test('guesses sent all at once hold few connections; the rest is turned away at once', async () => {
  const began = performance.now();
  const outcomes = await Promise.race([
    fail(from('192.0.2.1', { sharedAddress: true }), 5000),
    new Promise<null>((resolve) => setTimeout(resolve, 15_000, null)),
  ]);
  expect(performance.now() - began).toBeLessThan(15_000);
  expect(outcomes?.filter(({ kind }) => kind === 'wait').length).toBeGreaterThan(4500);
});

test('while thousands fail, the right password waits for none of them', async () => {
  const flood = fail(from('192.0.2.1', { sharedAddress: true }), 10_000);
  const began = performance.now();
  expect(await limit.run(right('192.0.2.1', { sharedAddress: true }), admit)).toMatchObject({ kind: 'admitted' });
  expect(performance.now() - began).toBeLessThan(2000);
  limit.close();
  await flood;
});

test('a whole class may sign in from behind one address', async () => {
  const outcomes = await Promise.all(Array.from({ length: 60 }, () => limit.run(right('192.0.2.1'), admit)));
  expect(outcomes.every(({ kind }) => kind === 'admitted')).toBe(true);
});

test('what looked right and was not counts as a failure', async () => {
  for (let count = 0; count < 10; count += 1)
    expect((await limit.run(right('192.0.2.1'), () => null)).kind).toBe('wrong');
  expect((await limit.run(from('192.0.2.1'), never)).kind).toBe('wait');
});

test('after too many guesses at a password that can be guessed, only browsers that were in before are looked at', async () => {
  await fail(from('192.0.2.1', { guessable: true, sharedAddress: true }), GUESSES_PER_HOUR);
  const guessable = { guessable: true };
  expect((await limit.run(right('198.51.100.1', guessable), admit)).kind).toBe('wait');
  const known = { ...guessable, knownBrowser: 'sign-in-1' };
  expect((await limit.run(right('198.51.100.1', known), admit)).kind).toBe('admitted');
  expect((await limit.run(right('198.51.100.1', { ...guessable, slug: 'lung' }), admit)).kind).toBe('admitted');
});

test('a failure of ours is passed on, and the next attempt runs', async () => {
  await expect(limit.run(right('192.0.2.1'), () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect((await limit.run(right('192.0.2.1'), admit)).kind).toBe('admitted');
});

test('closing lets go of answers that are held back', async () => {
  const held = fail(from('192.0.2.1'), 10);
  const began = performance.now();
  setImmediate(() => limit.close());
  await held;
  expect(performance.now() - began).toBeLessThan(1500);
});
