import { describe, expect, test } from 'vitest';
import { cachingFor, headersForBrowser, headersForHost } from './upstream-headers.ts';

describe('towards the host', () => {
  test('only what is on the list', () => {
    const given = {
      accept: 'application/json',
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'content-length': '12',
      cookie: 'a=b',
      authorization: 'Basic x',
      'accept-encoding': 'br',
      'x-annotate-share-secret': 'forged',
      'x-annotate-share-collaborator': 'somebody-else',
      'x-forwarded-for': '1.2.3.4',
      'transfer-encoding': 'chunked',
      te: 'trailers',
      'keep-alive': 'timeout=5',
    };
    expect(headersForHost(given)).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'content-length': '12',
    });
  });

  test('no condition and no part of an answer: what is compared is the proxy’s own version', () => {
    const given = {
      'if-none-match': '"1"',
      'if-match': '"1"',
      'if-modified-since': 'Mon, 01 Jan 2024 00:00:00 GMT',
      'if-range': '"1"',
      range: 'bytes=0-1',
    };
    expect(headersForHost(given)).toEqual({});
  });

  test('a header that the sender says ends here ends here; the length of a body cannot be named away', () => {
    const given = {
      connection: 'close, Content-Type, content-length',
      'content-type': 'text/csv',
      'content-length': '3',
      accept: '*/*',
    };
    expect(headersForHost(given)).toEqual({ accept: '*/*', 'content-length': '3' });
  });
});

test('towards the browser only what describes the body', () => {
  const given = {
    'content-type': 'text/css',
    'content-disposition': 'attachment',
    allow: ['GET', 'HEAD'],
    'retry-after': '3',
    'content-length': '12',
    'content-encoding': 'gzip',
    etag: '"of the host"',
    'cache-control': 'public',
    'set-cookie': ['a=b'],
    server: 'Werkzeug',
    date: 'now',
    vary: ['a', 'b'],
  };
  expect(headersForBrowser(given)).toEqual({
    'content-type': 'text/css',
    'content-disposition': 'attachment',
    allow: 'GET, HEAD',
    'retry-after': '3',
  });
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
