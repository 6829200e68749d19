import { expect, test } from 'vitest';
import { VerifiedCredentials } from './verified-credentials.ts';

test('knows what was added and nothing near it', () => {
  const verified = new VerifiedCredentials();
  verified.add('guest', 'secret');
  expect(verified.has('guest', 'secret')).toBe(true);
  for (const [user, password] of [
    ['guest', 'Secret'],
    ['guests', 'ecret'],
    ['guest\nsecret', ''],
    ['', 'guest\nsecret'],
  ] as const) {
    expect(verified.has(user, password)).toBe(false);
  }
});

test('forgets after ten minutes', () => {
  let now = 0;
  const verified = new VerifiedCredentials(() => now);
  verified.add('guest', 'secret');
  now = 10 * 60_000 - 1;
  expect(verified.has('guest', 'secret')).toBe(true);
  now += 1;
  expect(verified.has('guest', 'secret')).toBe(false);
});

test('keeps a hundred, the newest', () => {
  const verified = new VerifiedCredentials();
  for (let number = 0; number <= 100; number += 1) verified.add('guest', String(number));
  expect([verified.has('guest', '0'), verified.has('guest', '1'), verified.has('guest', '100')]).toEqual([
    false,
    true,
    true,
  ]);
});
