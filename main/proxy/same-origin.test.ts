import { expect, test } from 'vitest';
import { isOwnRequest, type RequestOrigin } from './same-origin.ts';

const post: RequestOrigin = { method: 'POST', host: 'lab.example:4000', origin: undefined, secFetchSite: undefined };

test.each<[string, Partial<RequestOrigin>, boolean]>([
  ['a program, which says nothing', {}, true],
  ['our own page', { origin: 'http://lab.example:4000', secFetchSite: 'same-origin' }, true],
  [
    'our own page on a plain network, where browsers leave Sec-Fetch-Site out',
    { origin: 'http://lab.example:4000' },
    true,
  ],
  ['our own page behind a tunnel', { host: 'x.relay.example', origin: 'https://x.relay.example' }, true],
  ['another site', { origin: 'https://evil.example', secFetchSite: 'cross-site' }, false],
  ['another site in an old browser', { origin: 'https://evil.example' }, false],
  ['another port of the same computer', { origin: 'http://lab.example:5000', secFetchSite: 'same-site' }, false],
  ['a sandboxed frame', { origin: 'null' }, false],
  ['nonsense', { origin: 'lab.example:4000' }, false],
  [
    'reading, which changes nothing',
    { method: 'GET', origin: 'https://evil.example', secFetchSite: 'cross-site' },
    true,
  ],
])('%s', (_, change, own) => {
  expect(isOwnRequest({ ...post, ...change })).toBe(own);
});
