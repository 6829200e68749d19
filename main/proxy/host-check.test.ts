import { describe, expect, test } from 'vitest';
import { noFrontServer, type FrontServer } from './front-server.ts';
import { judge, judgeHead, type RequestHead } from './host-check.ts';
import { ProxyFixture } from './testing/proxy-fixture.ts';
import { trustedProxies } from './trusted-proxies.ts';

const allowed = [
  { host: '127.0.0.1:4000', slug: null },
  { host: 'lab.example', slug: null },
  { host: 'x.relay.example', slug: 'pbmc' },
];
const head: RequestHead = { method: 'GET', target: '/', hosts: ['127.0.0.1:4000'], upgrade: undefined };

describe('judgeHead', () => {
  test.each<[string, Partial<RequestHead>, string | number]>([
    ['our own address', {}, '127.0.0.1:4000'],
    ['capital letters', { hosts: ['Lab.Example'] }, 'lab.example'],
    ['a port that the scheme implies', { hosts: ['lab.example:443'] }, 'lab.example'],
    ['a tunnel', { hosts: ['x.relay.example'] }, 'x.relay.example'],
    ['another port', { hosts: ['127.0.0.1:4001'] }, 421],
    ['our address as part of another name', { hosts: ['127.0.0.1:4000.evil.example'] }, 421],
    ['a name that somebody pointed at us', { hosts: ['evil.example'] }, 421],
    ['an empty host', { hosts: [''] }, 421],
    ['no host', { hosts: [] }, 400],
    ['two hosts', { hosts: ['127.0.0.1:4000', 'evil.example'] }, 400],
    ['a whole URL', { target: 'http://127.0.0.1:4000/' }, 400],
    ['an asterisk', { target: '*' }, 400],
    ['TRACE', { method: 'TRACE' }, 405],
    ['CONNECT', { method: 'CONNECT', target: 'evil.example:443' }, 405],
    ['a WebSocket', { upgrade: 'WebSocket' }, 400],
    ['an offer of HTTP/2, which is ignored', { upgrade: 'h2c' }, '127.0.0.1:4000'],
  ])('%s', (_, change, expected) => {
    const verdict = judgeHead({ ...head, ...change }, allowed);
    expect(verdict.allow ? verdict.host.host : verdict.status).toBe(expected);
  });
});

describe('forwarded headers without a server in front', () => {
  const headers = { 'x-forwarded-for': '6.6.6.6, 203.0.113.7', 'x-forwarded-proto': 'https' };
  const own = '127.0.0.1:4000';
  const tunnel = 'x.relay.example';
  test.each([
    ['are worth nothing on our own name', headers, '127.0.0.1', own, [false, '127.0.0.1', false]],
    ['are worth nothing from another computer', headers, '192.0.2.5', tunnel, [false, '192.0.2.5', false]],
    ['of a tunnel tell the last address and https', headers, '::ffff:127.0.0.1', tunnel, [true, '203.0.113.7', false]],
    ['of a tunnel that tells nothing leave one address for all', {}, '127.0.0.1', tunnel, [false, '127.0.0.1', true]],
    [
      'of a tunnel with nonsense are no address',
      { 'x-forwarded-for': 'me' },
      '127.0.0.1',
      tunnel,
      [false, '127.0.0.1', true],
    ],
  ])('%s', (_, given, peer, host, [https, address, sharedAddress]) => {
    const judgement = judge(
      { ...head, hosts: [host] },
      { headers: given, peer, encrypted: false, userHeaders: ['root'] },
      allowed,
      noFrontServer,
    );
    expect(judgement).toMatchObject({ allow: true, host: { host }, https, address, sharedAddress, frontUser: null });
  });
});

const nginx = { ...noFrontServer, proxies: trustedProxies(['10.0.0.2']) };
test.each<[string, FrontServer, string, Record<string, string>, boolean, boolean]>([
  ['by our own TLS', noFrontServer, '192.0.2.5', {}, true, true],
  [
    'by our own TLS, whatever a stranger forwards',
    noFrontServer,
    '192.0.2.5',
    { 'x-forwarded-proto': 'http' },
    true,
    true,
  ],
  [
    'by http at the server in front, which comes to us by TLS',
    nginx,
    '10.0.0.2',
    { 'x-forwarded-proto': 'http' },
    true,
    false,
  ],
  [
    'by https at the server in front, which comes to us by http',
    nginx,
    '10.0.0.2',
    { 'x-forwarded-proto': 'https' },
    false,
    true,
  ],
  ['by a server in front that says nothing of it, by TLS', nginx, '10.0.0.2', {}, true, true],
])('whether the person came by https: %s', (_, front, peer, headers, encrypted, https) => {
  const lab = { ...head, hosts: ['lab.example'] };
  expect(
    judge(lab, { headers: { host: 'lab.example', ...headers }, peer, encrypted, userHeaders: [] }, allowed, front),
  ).toMatchObject({
    allow: true,
    https,
  });
});

test('the cookie is marked Secure exactly when the tunnel says that the person came by https', async () => {
  const fixture = await new ProxyFixture().start();
  fixture.tunnels.push({ host: 'x.relay.example', slug: 'pbmc' });
  const form = { user: 'guest', password: 'correct-horse-1' };
  const secure = { host: 'x.relay.example', 'x-forwarded-proto': 'https' };
  const [line = ''] = (await fixture.signIn(form, 'pbmc', secure)).headers['set-cookie'] ?? [];
  const [plain = ''] =
    (await fixture.signIn(form, 'pbmc', { 'x-forwarded-proto': 'https' })).headers['set-cookie'] ?? [];
  expect([line.includes('; secure'), plain.includes('; secure')]).toEqual([true, false]);
  await fixture.stop();
});
