import { describe, expect, test } from 'vitest';
import {
  digestOf,
  endOf,
  isSame,
  meaningOf,
  pauseBefore,
  validatorOf,
  type Answer,
  type Asked,
  type Version,
} from './download-policy.ts';

const version: Version = { etag: '"a"', lastModified: null, sizeBytes: 10 };
const fromBeginning: Asked = { from: 0, version: null };
const rest: Asked = { from: 5, version };
const answer = (status: number, headers: Answer['headers'] = {}): Answer => ({ status, headers });
const body = (from: number, more: Partial<Version> = {}) => ({ kind: 'body', from, version: { ...version, ...more } });

describe('what an answer means', () => {
  test.each<[string, Answer, Asked, unknown]>([
    ['the whole', answer(200, { etag: '"a"', 'content-length': '10' }), fromBeginning, body(0)],
    ['of no told length', answer(200, { etag: '"a"' }), fromBeginning, body(0, { sizeBytes: null })],
    [
      'a length that is none',
      answer(200, { etag: '"a"', 'content-length': '1e9' }),
      fromBeginning,
      body(0, { sizeBytes: null }),
    ],
    ['the rest', answer(206, { etag: '"a"', 'content-range': 'bytes 5-9/10' }), rest, body(5)],
    ['the rest, without its tag', answer(206, { 'content-range': 'bytes 5-9/10' }), rest, body(5, { etag: null })],
    ['the rest of an unsaid whole', answer(206, { etag: '"a"', 'content-range': 'bytes 5-9/*' }), rest, body(5)],
    ['no ranges here: the whole again', answer(200, { etag: '"a"', 'content-length': '10' }), rest, body(0)],
    [
      'changed meanwhile: the new whole',
      answer(200, { etag: '"b"', 'content-length': '12' }),
      rest,
      body(0, { etag: '"b"', sizeBytes: 12 }),
    ],
    [
      'a part of another version',
      answer(206, { etag: '"b"', 'content-range': 'bytes 5-9/10' }),
      rest,
      { kind: 'anew' },
    ],
    ['a part of another length', answer(206, { etag: '"a"', 'content-range': 'bytes 5-9/11' }), rest, { kind: 'anew' }],
    ['a part from elsewhere', answer(206, { etag: '"a"', 'content-range': 'bytes 0-9/10' }), rest, { kind: 'anew' }],
    ['a part from who knows where', answer(206, { etag: '"a"' }), rest, { kind: 'anew' }],
    ['changed, as S3 says it', answer(412), rest, { kind: 'anew' }],
    ['there is no more', answer(416, { 'content-range': 'bytes */5' }), rest, { kind: 'complete' }],
    ['there is less', answer(416, { 'content-range': 'bytes */4' }), rest, { kind: 'anew' }],
    [
      'there is no more, of another version',
      answer(416, { 'content-range': 'bytes */5', etag: '"b"' }),
      rest,
      { kind: 'anew' },
    ],
    ['no such range, no reason', answer(416), rest, { kind: 'anew' }],
    ['as it was', answer(304), fromBeginning, { kind: 'unchanged' }],
    ['elsewhere', answer(302, { location: '/b' }), fromBeginning, { kind: 'redirect', to: '/b' }],
    [
      'busy',
      answer(503, { 'retry-after': '7' }),
      rest,
      { kind: 'later', reason: 'it is not available for now', afterSeconds: 7 },
    ],
    [
      'busy for a day',
      answer(429, { 'retry-after': '86400' }),
      rest,
      { kind: 'later', reason: 'it was asked too often', afterSeconds: 60 },
    ],
    ['broken', answer(500), rest, { kind: 'later', reason: 'it has trouble of its own (500)', afterSeconds: null }],
  ])('%s', (_, given, asked, meaning) => {
    expect(meaningOf(given, asked)).toEqual(meaning);
  });

  test.each<[Answer, Asked, string]>([
    [answer(401), rest, 'it asks for a sign-in'],
    [answer(403), rest, 'it does not allow it'],
    [answer(404), fromBeginning, 'it has no such file'],
    [answer(416), fromBeginning, 'it does not give out parts'],
    [answer(412), fromBeginning, 'it answers with status 412'],
    [answer(204), fromBeginning, 'it answers with status 204'],
    [answer(418), fromBeginning, 'it answers with status 418'],
    [answer(302), fromBeginning, 'it leads on to nowhere'],
    [answer(206, { 'content-range': 'bytes 0-4/10' }), fromBeginning, 'it sends a part where the whole was asked for'],
    [answer(200, { 'content-encoding': 'gzip' }), rest, 'it sends the file packed (gzip) although it was asked not to'],
  ])('%j to %j is a refusal', (given, asked, reason) => {
    expect(meaningOf(given, asked)).toEqual({ kind: 'refused', reason });
  });
});

test.each<[number, number | null, string]>([
  [10, 10, 'whole'],
  [9, 10, 'cut-short'],
  [11, 10, 'too-long'],
  [3, null, 'whole'],
])('%d of %s bytes: %s', (received, sizeBytes, end) => {
  expect(endOf(received, { ...version, sizeBytes })).toBe(end);
});

test.each<[Partial<Version>, string | null]>([
  [{}, '"a"'],
  [{ etag: 'W/"a"' }, null],
  [{ etag: 'W/"a"', lastModified: 'yesterday' }, 'yesterday'],
  [{ etag: null }, null],
])('the rest of %j is asked for by %s', (more, validator) => {
  expect(validatorOf({ ...version, ...more })).toBe(validator);
});

test('versions differ by what both of them say', () => {
  expect(isSame(version, { etag: null, lastModified: 'x', sizeBytes: null })).toBe(true);
  expect(isSame(version, { ...version, etag: '"b"' })).toBe(false);
  expect(isSame({ ...version, lastModified: 'x' }, { ...version, lastModified: 'y' })).toBe(false);
  expect(isSame(null, version)).toBe(false);
});

test('pauses grow to half a minute, and are the server’s own where it has a wish', () => {
  expect([0, 1, 2, 10].map((attempt) => pauseBefore(attempt, null))).toEqual([500, 1000, 2000, 30_000]);
  expect(pauseBefore(5, 0)).toBe(0);
  expect(pauseBefore(0, 7)).toBe(7000);
});

const sha256 = `${'a'.repeat(43)}=`;
const md5 = `${'a'.repeat(22)}==`;
test.each<[Answer['headers'], unknown]>([
  [{}, null],
  [{ digest: `md5=x, sha-256=${sha256}` }, { algorithm: 'sha256', base64: sha256 }],
  [{ 'repr-digest': `sha-256=:${sha256}:` }, { algorithm: 'sha256', base64: sha256 }],
  [
    { 'x-amz-checksum-sha256': sha256, 'content-md5': md5 },
    { algorithm: 'sha256', base64: sha256 },
  ],
  [{ 'content-md5': md5 }, { algorithm: 'md5', base64: md5 }],
  [{ 'x-amz-checksum-sha256': `${sha256}-7` }, null],
  [{ 'content-md5': 'nonsense' }, null],
])('%j', (headers, digest) => {
  expect(digestOf(headers)).toEqual(digest);
});
