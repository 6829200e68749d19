import { expect, test } from 'vitest';
import { CookieSigner } from './cookie-signer.ts';

test('the newest key signs, every key that still counts is accepted, whichever that is now', () => {
  let keys: readonly string[] = ['a'];
  const signer = new CookieSigner(() => keys);
  const digest = signer.sign('annotate-share=x');
  keys = ['b', 'a'];
  expect(signer.verify('annotate-share=x', digest)).toBe(true);
  expect(signer.index('annotate-share=x', digest)).toBe(0);
  expect(signer.sign('annotate-share=x')).not.toBe(digest);
  keys = ['b'];
  expect(signer.verify('annotate-share=x', digest)).toBe(false);
  expect(signer.index('annotate-share=x', digest)).toBe(-1);
});

test.each(['', 'x', 'ä'])('"%s" is no signature', (digest) => {
  expect(new CookieSigner(() => ['a']).verify('annotate-share=x', digest)).toBe(false);
});

test('without a key nothing is signed', () => {
  expect(() => new CookieSigner(() => []).sign('x')).toThrow('no key');
});
