import { describe, expect, test } from 'vitest';
import { readForwarded, type FrontRequest, type FrontServer } from './front-server.ts';
import { judge, type RequestHead } from './host-check.ts';
import { trustedProxies } from './trusted-proxies.ts';
import { ProxyFixture, type Sent } from './testing/proxy-fixture.ts';
import { password } from './testing/fake-session.ts';

const front: FrontServer = {
  proxies: trustedProxies(['loopback', '10.0.0.0/8']),
  secret: null,
  userHeader: 'x-remote-user',
};
const anna: FrontRequest = {
  headers: { host: 'lab.example', 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' },
  userHeaders: ['anna'],
  peer: '127.0.0.1',
  tunnelOpen: false,
};

describe('what the server in front tells', () => {
  test('is believed from its address', () => {
    expect(readForwarded(front, anna)).toEqual({
      hosts: ['lab.example'],
      https: true,
      address: '203.0.113.7',
      sharedAddress: false,
      user: 'anna',
      keepsCredentials: false,
    });
  });

  test('is worth nothing from anybody else', () => {
    expect(readForwarded(front, { ...anna, peer: '203.0.113.7' })).toBeNull();
    expect(readForwarded({ ...front, proxies: trustedProxies([]) }, anna)).toBeNull();
  });

  test('is worth nothing without its secret, where there is one', () => {
    const secret = 's3cret-of-the-front';
    const asked = (sent: string | undefined) =>
      readForwarded({ ...front, secret }, { ...anna, headers: { ...anna.headers, 'x-annotate-share-front': sent } });
    expect(asked(secret)?.user).toBe('anna');
    expect([asked(undefined), asked(''), asked(`${secret}x`), asked(`${secret},${secret}`)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test.each<[string, FrontRequest['headers'], readonly string[]]>([
    ['the name it was called by', {}, ['lab.example']],
    ['a name of its own', { 'x-forwarded-host': 'Cells.Lab.example' }, ['cells.lab.example']],
    ['a person’s and its own', { 'x-forwarded-host': 'evil.example, lab.example' }, ['lab.example']],
    ['with a port', { 'x-forwarded-port': '8443' }, ['lab.example:8443', 'lab.example']],
    [
      'with a port that the name has already',
      { host: 'lab.example:8443', 'x-forwarded-port': '443' },
      ['lab.example:8443'],
    ],
    ['with something else for a port', { 'x-forwarded-port': '443/evil' }, ['lab.example']],
    ['IPv6 with a port', { host: '[fd00::1]', 'x-forwarded-port': '8443' }, ['[fd00::1]:8443', '[fd00::1]']],
    ['an empty name', { 'x-forwarded-host': ' , ' }, ['lab.example']],
    [
      'two servers of ours, each adding',
      { 'x-forwarded-for': '203.0.113.7, 10.0.0.2', 'x-forwarded-host': 'evil.example, lab.example, inside' },
      ['lab.example'],
    ],
    [
      'two of ours, the second replacing',
      { 'x-forwarded-for': '203.0.113.7, 10.0.0.2', 'x-forwarded-host': 'lab.example' },
      ['lab.example'],
    ],
  ])('%s', (_, headers, hosts) => {
    expect(readForwarded(front, { ...anna, headers: { ...anna.headers, ...headers } })?.hosts).toEqual(hosts);
  });

  test.each([
    ['https', true],
    ['HTTPS', true],
    ['http', false],
    ['https, http', false],
    ['http, https', true],
    ['httpss', false],
    ['', false],
  ])('the scheme "%s" is https: %s', (proto, https) => {
    const headers = { ...anna.headers, 'x-forwarded-proto': proto };
    expect(readForwarded(front, { ...anna, headers })?.https).toBe(https);
  });

  test('the standard’s header is not read: the usual servers pass a stranger’s on', () => {
    const headers = { host: 'lab.example', forwarded: 'for=6.6.6.6;proto=https;host=evil.example' };
    expect(readForwarded(front, { ...anna, headers })).toMatchObject({
      hosts: ['lab.example'],
      https: false,
      address: '127.0.0.1',
      sharedAddress: true,
    });
  });

  test.each<[string, readonly string[], string | null]>([
    ['one user', ['anna'], 'anna'],
    ['bytes of UTF-8', [Buffer.from('Müller').toString('latin1')], 'Müller'],
    ['bytes that are not', ['M\xfcller'], 'Müller'],
    ['nobody', [], null],
    ['an empty name', ['  '], null],
    ['what Apache sends for nobody', ['(null)'], null],
    ['two headers: one may be the person’s own', ['anna', 'root'], null],
    ['a name without end', ['a'.repeat(201)], null],
    ['a character that is none', ['an\u0085na'], null],
  ])('%s', (_, userHeaders, user) => {
    expect(readForwarded(front, { ...anna, userHeaders })?.user).toBe(user);
  });

  test('no user at all unless the owner named the header', () => {
    expect(readForwarded({ ...front, userHeader: null }, anna)?.user).toBeNull();
  });

  test('with a tunnel open, whose client runs here too, a user from this computer is believed by secret only', () => {
    const asked = { ...anna, tunnelOpen: true };
    expect(readForwarded(front, asked)?.user).toBeNull();
    expect(readForwarded(front, { ...asked, peer: '10.0.0.2' })?.user).toBe('anna');
    const headers = { ...anna.headers, 'x-annotate-share-front': 's' };
    expect(readForwarded({ ...front, secret: 's' }, { ...asked, headers })?.user).toBe('anna');
  });

  test.each([
    ['it signed somebody in', ['anna'], { 'user-agent': 'python-requests/2' }, false],
    ['it signed nobody in and a program asks', [], { 'user-agent': 'python-requests/2' }, true],
    ['a browser asks', [], { 'user-agent': 'Mozilla/5.0' }, false],
    ['a page’s script asks', [], { 'sec-fetch-mode': 'cors' }, false],
  ])('credentials where %s', (_, userHeaders, headers, keepsCredentials) => {
    const asked = { ...anna, userHeaders, headers: { ...anna.headers, ...headers } };
    expect(readForwarded(front, asked)?.keepsCredentials).toBe(keepsCredentials);
  });
});

describe('judge', () => {
  const allowed = [
    { host: '127.0.0.1:4000', slug: null },
    { host: 'lab.example', slug: null },
  ];
  const tunnel = { host: 'x.relay.example', slug: 'pbmc' };
  const head = (host: string): RequestHead => ({ method: 'GET', target: '/', hosts: [host], upgrade: undefined });
  const sender = (headers: Record<string, string>, peer = '127.0.0.1', encrypted = false) => ({
    headers,
    peer,
    encrypted,
    userHeaders: ['root'],
  });

  test('a name that only the server in front tells must still be ours', () => {
    const ours = judge(head('127.0.0.1:4000'), sender({ 'x-forwarded-host': 'lab.example' }), allowed, front);
    expect(ours).toMatchObject({ allow: true, host: { host: 'lab.example' } });
    const rebound = judge(head('127.0.0.1:4000'), sender({ 'x-forwarded-host': 'evil.example' }), allowed, front);
    expect(rebound).toEqual({ allow: false, status: 421 });
  });

  test('a stranger’s forwarded name changes nothing', () => {
    const asked = sender({ 'x-forwarded-host': 'lab.example', 'x-forwarded-proto': 'https' }, '198.51.100.4');
    expect(judge(head('evil.example'), asked, allowed, front)).toEqual({ allow: false, status: 421 });
    expect(judge(head('lab.example'), asked, allowed, front)).toMatchObject({
      https: false,
      address: '198.51.100.4',
      frontUser: null,
    });
  });

  test('somebody at a tunnel’s far end cannot pass for the server in front, though the tunnel ends on this computer', () => {
    const asked = sender({ 'x-forwarded-host': 'lab.example', 'x-forwarded-for': '203.0.113.7' });
    expect(judge(head('x.relay.example'), asked, [...allowed, tunnel], front)).toMatchObject({
      allow: true,
      host: tunnel,
      frontUser: null,
      address: '203.0.113.7',
    });
  });
});

describe('through the proxy', () => {
  const through = { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'lab.example' };
  const started = async (frontServer: FrontServer | undefined) => {
    const fixture = new ProxyFixture({ basePath: '/cells', ...(frontServer === undefined ? {} : { frontServer }) });
    fixture.tunnels.push({ host: 'lab.example', slug: null });
    Object.assign(fixture.session.gatekeeper, {
      admitFrontUser: (user: string) => ({
        collaborator: `x-${user}`,
        signInId: null,
        name: user,
        role: 'annotator',
        by: 'front-server',
      }),
    });
    return fixture.start();
  };
  const schema = async (fixture: ProxyFixture, headers: Sent['headers']) =>
    fixture.send('/cells/d/pbmc/api/v0.2/schema', { headers: { accept: 'application/json', ...headers } });

  test('whoever it signed in is signed in, and the host is told who that is', async () => {
    const fixture = await started(front);
    fixture.host.json('GET /api/v0.2/schema', {});
    // Who has saved nothing gets the answer that everybody gets.
    fixture.session.saved.add('x-anna');
    expect((await schema(fixture, { ...through, 'x-remote-user': 'anna' })).status).toBe(200);
    const { headers } = fixture.host.last;
    expect(headers['x-annotate-share-collaborator']).toBe('x-anna');
    expect(Object.keys(headers).filter((name) => /forward|remote|authorization/.test(name))).toEqual([]);
    expect((await schema(fixture, through)).status).toBe(401);
    await fixture.stop();
  });

  test('a stranger who names a user is nobody', async () => {
    const fixture = await started({ ...front, proxies: trustedProxies(['10.0.0.0/8']) });
    expect((await schema(fixture, { 'x-remote-user': 'anna' })).status).toBe(401);
    await fixture.stop();
  });

  test('where there is no session, somebody it signed in is answered like everybody', async () => {
    const fixture = await started(front);
    const page = { accept: 'text/html', 'x-remote-user': 'anna', ...through };
    const none = await fixture.send('/cells/d/none/', { headers: page });
    expect([none.status, none.body.includes('Password')]).toEqual([401, true]);
    await fixture.stop();
  });

  test('the front’s own credentials are no wrong guess of ours: a browser finds the sign-in page, and no dialog', async () => {
    const fixture = await started({ ...front, userHeader: null });
    const answer = await fixture.send('/cells/d/pbmc/', {
      headers: {
        ...through,
        accept: 'text/html',
        'user-agent': 'Mozilla/5.0',
        authorization: 'Basic YW5uYTpodHBhc3N3ZA==',
      },
    });
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, undefined]);
    expect([answer.body.includes('Password'), fixture.session.gatekeeper.checks]).toEqual([true, 0]);
    await fixture.stop();
  });

  test('redirects, the cookie and its path are right under the base path, and its form comes from the name outside', async () => {
    const fixture = await started({ ...front, userHeader: null });
    const slash = await fixture.send('/cells/d/pbmc', { headers: through });
    expect([slash.status, slash.headers.location]).toEqual([308, '/cells/d/pbmc/']);
    const own = { ...through, origin: 'https://lab.example', 'sec-fetch-site': 'same-origin' };
    const signedIn = await fixture.signIn({ user: 'guest', password }, 'pbmc', own);
    expect([signedIn.status, signedIn.headers.location]).toEqual([303, '/cells/d/pbmc/']);
    const cookie = signedIn.headers['set-cookie']?.[0]?.toLowerCase() ?? '';
    expect(cookie).toMatch(/; path=\/cells\/d\/pbmc\/;.*; secure; httponly/);
    const cross = await fixture.signIn({ user: 'guest', password }, 'pbmc', {
      ...through,
      origin: 'https://127.0.0.1',
    });
    expect(cross.status).toBe(403);
    await fixture.stop();
  });

  test('without a server in front all of it is ignored', async () => {
    const fixture = await started(undefined);
    const answer = await fixture.signIn({ user: 'guest', password }, 'pbmc', { 'x-forwarded-proto': 'https' });
    expect(answer.headers['set-cookie']?.[0]).not.toContain('secure');
    expect((await schema(fixture, { 'x-remote-user': 'anna' })).status).toBe(401);
    await fixture.stop();
  });
});
