import { expect, test } from 'vitest';
import { derivePassword } from './derive-password.ts';

const key = Buffer.alloc(32, 7);

test('is the same tomorrow, and another for every key, dataset and generation', () => {
  const password = derivePassword(key, 'abc', 0);
  expect(derivePassword(Buffer.from(key), 'abc', 0)).toBe(password);
  const others = [
    derivePassword(Buffer.alloc(32, 8), 'abc', 0),
    derivePassword(key, 'abd', 0),
    derivePassword(key, 'abc', 1),
  ];
  expect(new Set([password, ...others]).size).toBe(4);
});

test('can be read aloud: four groups without letters that are mixed up', () => {
  for (let generation = 0; generation < 200; generation += 1) {
    expect(derivePassword(key, 'abc', generation)).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){3}$/);
  }
});

test('uses every letter about equally often', () => {
  const counts = new Map<string, number>();
  for (let generation = 0; generation < 2000; generation += 1) {
    for (const letter of derivePassword(key, 'abc', generation).replaceAll('-', '')) {
      counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
  }
  // 32,000 letters over 31: about 1032 each; five standard deviations are 160.
  expect(counts.size).toBe(31);
  for (const count of counts.values()) expect(Math.abs(count - 1032)).toBeLessThan(160);
});
