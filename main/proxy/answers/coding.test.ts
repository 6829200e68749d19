import { expect, test } from 'vitest';
import { codingFor } from './coding.ts';

test.each([
  // What browsers send over HTTPS and over HTTP.
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate', 'gzip'],
  ['br', 'br'],
  ['zstd', 'zstd'],
  ['gzip', 'gzip'],
  ['GZIP', 'gzip'],
  ['zstd, gzip', 'zstd'],
  ['gzip, br', 'br'],
  ['*', 'br'],
  ['br;q=0.1, gzip;q=0.9', 'gzip'],
  ['br;q=0, *', 'zstd'],
  ['br;q=0, zstd;q=0, gzip;q=0.5', 'gzip'],
  ['gzip;q=0', 'identity'],
  ['gzip;q=0.0, br;q=0', 'identity'],
  ['identity', 'identity'],
  ['identity;q=1, gzip;q=0.5', 'identity'],
  ['deflate, compress', 'identity'],
  ['xgzip', 'identity'],
  ['', 'identity'],
  ['*;q=0', 'identity'],
  ['identity;q=0', 'identity'],
  [';;;,,q=', 'identity'],
  [undefined, 'identity'],
])('Accept-Encoding %s: %s', (header, coding) => {
  expect(codingFor(header)).toBe(coding);
});

test('many different headers do not change what one of them means', () => {
  for (let number = 0; number < 300; number += 1) {
    expect(codingFor(`gzip, x-${number}`)).toBe('gzip');
    expect(codingFor('gzip, deflate, br, zstd')).toBe('br');
  }
});
