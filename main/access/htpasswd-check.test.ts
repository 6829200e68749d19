import { expect, test } from 'vitest';
import { kindOfForeignHash } from './htpasswd-check.ts';

test.each<[string, string | null]>([
  ['$2y$10$abcdefghijklmnopqrstuuJ0Q5Y0b1i3m5k7o9q1s3u5w7y9A1C3E', 'bcrypt 10'],
  ['$2b$05$abcdefghijklmnopqrstuuJ0Q5Y0b1i3m5k7o9q1s3u5w7y9A1C3E', 'bcrypt 05'],
  ['$apr1$abcdefgh$IoJOTfhhNGvCFZzpVuChT0', 'apr1'],
  ['{SHA}573q2y3Iduuwwu5XRkn6NvOhiBA=', 'sha1'],
  ['$scrypt$ln=15,r=8,p=1$AAAA$AAAA', null],
  ['plain', null],
])('what it costs to check %s: %s', (hash, expected) => {
  expect(kindOfForeignHash(hash)).toBe(expected);
});
