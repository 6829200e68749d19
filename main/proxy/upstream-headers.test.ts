import { describe, expect, test } from 'vitest';
import { cachingFor, headersForBrowser, headersForHost, readsGzip } from './upstream-headers.ts';

const own = { secret: 's', collaborator: 'guest-1', acceptEncoding: 'gzip' };

describe('towards the host', () => {
  test('only what is on the list, and what we add', () => {
    const given = {
      accept: 'application/json',
      'content-type': 'application/json',
      cookie: 'a=b',
      authorization: 'Basic x',
      'accept-encoding': 'br',
      'x-annotate-share-secret': 'forged',
      'x-forwarded-for': '1.2.3.4',
      'transfer-encoding': 'chunked',
      te: 'trailers',
      'keep-alive': 'timeout=5',
    };
    expect(headersForHost(given, own)).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
      'accept-encoding': 'gzip',
      'x-annotate-share-secret': 's',
      'x-annotate-share-collaborator': 'guest-1',
    });
  });

  test('a header that the sender says ends here ends here; our own cannot be named away', () => {
    const given = { connection: 'close, Range, x-annotate-share-secret', range: 'bytes=0-1', accept: '*/*' };
    expect(headersForHost(given, own)).toEqual({
      accept: '*/*',
      'accept-encoding': 'gzip',
      'x-annotate-share-secret': 's',
      'x-annotate-share-collaborator': 'guest-1',
    });
  });
});

test('towards the browser only what describes the body', () => {
  const given = {
    'content-type': 'text/css',
    'set-cookie': ['a=b'],
    server: 'Werkzeug',
    date: 'now',
    vary: ['a', 'b'],
  };
  expect(headersForBrowser(given)).toEqual({ 'content-type': 'text/css', vary: 'a, b' });
});

test.each([
  ['/static/main-1d9b57a05a93155621b5.js', 200, 'private, max-age=31536000, immutable'],
  ['/static/assets/icons-16-13933033991f62d6bb641c7a19c8c431.ttf', 200, 'private, max-age=31536000, immutable'],
  ['/static/main-1d9b57a05a93155621b5.js', 404, 'no-store'],
  ['/static/main.js', 200, 'private, no-cache'],
  ['/api/v0.2/schema', 200, 'private, no-cache'],
])('%s with %i is cached as %s', (path, status, expected) => {
  expect(cachingFor(path, status)).toBe(expected);
});

test.each([
  ['gzip', true],
  ['br, GZIP;q=0.5', true],
  ['*', true],
  ['gzip;q=0', false],
  ['gzip;q=0.0, br', false],
  ['identity', false],
  ['xgzip', false],
  ['', false],
  [undefined, false],
])('Accept-Encoding %s reads gzip: %s', (header, expected) => {
  expect(readsGzip(header)).toBe(expected);
});
