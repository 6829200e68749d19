/** With a certificate the one port speaks HTTPS by both versions of HTTP, and plain HTTP only to say so. */
import { once } from 'node:events';
import { Agent, request as httpsRequest } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { connect as connectPlain } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noFrontServer } from './front-server.ts';
import { judgeTransport, type Way } from './https-only.ts';
import { aCertificate, FakeSource, fingerprintOf } from './testing/certificate.ts';
import { password } from './testing/fake-session.ts';
import { Http2Client } from './testing/http2-client.ts';
import { basic, cookieFrom, ProxyFixture } from './testing/proxy-fixture.ts';
import { Wire } from './testing/wire.ts';
import { trustedProxies } from './trusted-proxies.ts';

/** Without `Accept` this one is the asker’s own and goes to the host each time. */
const READ = '/d/pbmc/api/v0.2/layout/obs';
const COMPUTE = '/d/pbmc/api/v0.2/diffexp/obs';
const first = await aCertificate();
const second = await aCertificate();

let source: FakeSource;
let fixture: ProxyFixture;
let endings: (() => void)[] = [];

async function start(limits = {}): Promise<void> {
  source = new FakeSource(first);
  fixture = await new ProxyFixture({ certificates: source, limits }).start();
  fixture.host.json('/api/v0.2/layout/obs', { a: 1 }).json('/api/v0.2/diffexp/obs', { positive: [] });
}

afterEach(async () => {
  for (const end of endings) end();
  endings = [];
  await fixture.stop();
});

async function handshake(protocols: readonly string[] = ['http/1.1']): Promise<TLSSocket> {
  const socket = connect({ port: fixture.port, ALPNProtocols: [...protocols], rejectUnauthorized: false });
  endings.push(() => socket.destroy());
  await once(socket, 'secureConnect');
  return socket;
}

function plain(): Wire {
  const wire = new Wire(fixture.port);
  endings.push(() => wire.close());
  return wire;
}

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Ask = (path: string, sent?: Sent) => Promise<Answer>;

async function http1(path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> {
  const options = { port: fixture.port, path, method, headers, agent: false, rejectUnauthorized: false };
  const request = httpsRequest(options).end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}

async function http2(path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> {
  const client = new Http2Client(fixture.port);
  const answer = await client.ask(path, { ':method': method, ...headers }, body);
  client.close();
  return answer;
}

const authority = () => ({ host: `127.0.0.1:${fixture.port}` });

describe('both versions', () => {
  beforeEach(() => start());

  test.each([
    [['h2', 'http/1.1'], 'h2'],
    [['http/1.1'], 'http/1.1'],
  ])('a client that offers %j gets %s', async (offered, agreed) => {
    expect((await handshake(offered)).alpnProtocol).toBe(agreed);
  });

  test('a client that does not negotiate gets HTTP/1.1', async () => {
    const socket = connect({ port: fixture.port, rejectUnauthorized: false });
    endings.push(() => socket.destroy());
    await once(socket, 'secureConnect');
    const wire = new Wire(0, socket);
    wire.send(`GET ${READ} HTTP/1.1\r\nHost: ${authority().host}\r\nAuthorization: ${basic}\r\n\r\n`);
    expect((await wire.next())?.body).toBe('{"a":1}');
  });

  const formHeaders = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
  const cases: readonly (readonly [string, string, Sent])[] = [
    ['data', READ, { headers: { authorization: basic } }],
    ['data without a sign-in', READ, {}],
    ['wrong credentials', READ, { headers: { authorization: 'Basic Z3Vlc3Q6d3Jvbmc=' } }],
    ['HEAD', READ, { method: 'HEAD', headers: { authorization: basic } }],
    ['the sign-in page', '/d/pbmc/', { headers: { accept: 'text/html' } }],
    ['a redirect', '/d/pbmc', {}],
    ['nothing', '/nowhere', {}],
    ['robots', '/robots.txt', {}],
    ['a route that is not on the list', '/d/pbmc/health', { headers: { authorization: basic } }],
    ['a method that is not', READ, { method: 'DELETE', headers: { authorization: basic } }],
    ['our own style', '/d/pbmc/-/annotations-off.css', { headers: { authorization: basic } }],
    ['a form without its token', '/d/pbmc/-/sign-in', { method: 'POST', headers: formHeaders, body: 'user=guest' }],
    ['a form that is too long', '/d/pbmc/-/sign-in', { method: 'POST', headers: formHeaders, body: 'x'.repeat(5000) }],
    ['an upload', COMPUTE, { method: 'POST', headers: { authorization: basic }, body: '{}' }],
    [
      'an upload to a read',
      READ,
      { method: 'GET', headers: { authorization: basic, 'content-length': '2' }, body: '{}' },
    ],
    [
      'a foreign origin',
      COMPUTE,
      { method: 'POST', headers: { authorization: basic, origin: 'https://evil.example' } },
    ],
  ];

  const byHttp1: Ask = (path, sent = {}) => http1(path, { ...sent, headers: { ...sent.headers, ...authority() } });

  /** Opens the sign-in page and sends its form. */
  async function sendForm(ask: Ask, fields: Readonly<Record<string, string>>): Promise<Answer> {
    const page = await ask('/d/pbmc/', { headers: { accept: 'text/html' } });
    const token = /name="token" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const headers = { ...formHeaders, cookie: cookieFrom(page) };
    const body = new URLSearchParams({ token, ...fields }).toString();
    return ask('/d/pbmc/-/sign-in', { method: 'POST', headers, body });
  }

  function expectSame(one: Answer, two: Answer): void {
    // What says how the connection goes on, and what is different each time.
    const dropped = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding', 'x-request-id', ':status']);
    const plainly = (value: unknown) => JSON.stringify(value).replace(/=eyJ[^;"]*|sig=[^;"]*|expires=[^;"]*/g, '=X');
    const comparable = ({ status, headers, body }: Answer) => {
      const kept = Object.entries(headers).filter(([name]) => !dropped.has(name));
      return {
        status,
        body: body.replace(/(name="token" value=)"[0-9a-f]+"/, '$1"X"'),
        headers: new Map(kept.map(([name, value]) => [name, plainly(value)])),
      };
    };
    const [byOne, byTwo] = [comparable(one), comparable(two)];
    // HTTP/1.1 may know the length by its chunks alone.
    if (!byOne.headers.has('content-length')) byTwo.headers.delete('content-length');
    expect(byTwo).toEqual(byOne);
  }

  test.each(cases)('%s: the same answer by both', async (_, path, sent) => {
    const one = await byHttp1(path, sent);
    expect(one.status).toBeGreaterThanOrEqual(200);
    expectSame(one, await http2(path, sent));
  });

  test.each([
    ['signing in', password, 303],
    ['a wrong password', 'x', 401],
  ])('%s: the same answer by both', async (_, tried, status) => {
    const fields = { user: 'guest', password: tried };
    const one = await sendForm(byHttp1, fields);
    expect(one.status).toBe(status);
    expectSame(one, await sendForm(http2, fields));
  });

  test.each([
    ['HTTP/1.1', byHttp1],
    ['HTTP/2', http2],
  ])(
    '%s: cookies are marked Secure, the sign-in works by them, and no browser is told to insist on https',
    async (_, ask) => {
      const signedIn = await sendForm(ask, { user: 'guest', password });
      const cookies = signedIn.headers['set-cookie'] ?? [];
      expect([signedIn.status, cookies.length]).toEqual([303, 2]);
      for (const cookie of cookies) expect(cookie).toMatch(/; secure; httponly/i);
      expect(signedIn.headers).not.toHaveProperty('strict-transport-security');
      const cookie = cookieFrom(signedIn);
      expect((await ask(READ, { headers: { cookie } })).body).toBe('{"a":1}');
      expect(fixture.host.last.headers).not.toHaveProperty('cookie');
    },
  );

  test('connections are kept: two requests, one handshake', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (let turn = 0; turn < 3; turn += 1) {
      const options = {
        port: fixture.port,
        path: '/robots.txt',
        headers: authority(),
        agent,
        rejectUnauthorized: false,
      };
      const [response] = (await once(httpsRequest(options).end(), 'response')) as [IncomingMessage];
      ports.add(response.socket.localPort);
      await text(response);
    }
    agent.destroy();
    expect(ports.size).toBe(1);
  });
});

describe('plain HTTP on the same port', () => {
  beforeEach(() => start());
  const get = (host: string, target = '/d/pbmc/?x=1') => `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;

  test('is sent to https, to the address by which it came', async () => {
    const answers = await plain().send(get(authority().host)).rest();
    expect(answers).toHaveLength(1);
    expect(answers[0]?.status).toBe(307);
    expect(answers[0]?.headers.get('location')).toBe(`https://${authority().host}/d/pbmc/?x=1`);
    expect(answers[0]?.headers.get('cache-control')).toBe('no-store');
  });

  test.each([
    ['another name', 'evil.example', '/d/pbmc/', 421],
    ['a whole URL', '127.0.0.1', 'http://evil.example/d/pbmc/', 400],
  ])('%s is led nowhere', async (_, host, target, status) => {
    const answer = await plain().send(get(host, target)).next();
    expect([answer?.status, answer?.headers.get('location')]).toEqual([status, undefined]);
  });

  test('a path that looks like a name leads to nobody else', async () => {
    const answer = await plain().send(get(authority().host, '//evil.example/')).next();
    expect(new URL(answer?.headers.get('location') ?? '').host).toBe(authority().host);
  });

  test('what is sent that way is refused: nothing signs in, nothing reaches the host', async () => {
    const sent = `POST ${COMPUTE} HTTP/1.1\r\nHost: ${authority().host}\r\nAuthorization: ${basic}\r\nContent-Length: 2\r\n\r\n{}`;
    expect((await plain().send(sent).rest()).map(({ status }) => status)).toEqual([403]);
    const read = `GET ${READ} HTTP/1.1\r\nHost: ${authority().host}\r\nAuthorization: ${basic}\r\n\r\n`;
    expect((await plain().send(read).rest()).map(({ status }) => status)).toEqual([307]);
    expect([fixture.session.gatekeeper.checks, fixture.host.asked.length]).toEqual([0, 0]);
  });

  test('a tunnel’s client on this computer is served: the relay speaks TLS with people', async () => {
    fixture.tunnels.push({ host: 'x.relay.example', slug: 'pbmc' });
    const read = `GET ${READ} HTTP/1.1\r\nHost: x.relay.example\r\nAuthorization: ${basic}\r\n\r\n`;
    expect((await plain().send(read).next())?.body).toBe('{"a":1}');
  });

  test('a server in front that is believed is served when people come to it by https, and only then', async () => {
    await fixture.stop();
    const front = { ...noFrontServer, proxies: trustedProxies(['loopback']) };
    fixture = await new ProxyFixture({ certificates: new FakeSource(first), frontServer: front }).start();
    fixture.host.json('/api/v0.2/layout/obs', { a: 1 });
    const by = (scheme: string) =>
      fixture.send(READ, { headers: { authorization: basic, 'x-forwarded-proto': scheme } });
    expect((await by('https')).body).toBe('{"a":1}');
    expect((await by('http')).status).toBe(307);
  });

  test.each<[string, Partial<Way>, string]>([
    ['encrypted', { encrypted: true, method: 'POST' }, 'serve'],
    ['through a tunnel', { throughTunnel: true, method: 'PUT' }, 'serve'],
    ['a look', {}, 'redirect'],
    ['HEAD', { method: 'HEAD' }, 'redirect'],
    ['a form', { method: 'POST' }, 'refuse'],
  ])('judgeTransport: %s', (_, change, expected) => {
    expect(judgeTransport({ encrypted: false, throughTunnel: false, method: 'GET', ...change })).toBe(expected);
  });
});

describe('another certificate', () => {
  beforeEach(() => start());
  const shown = async () =>
    (await handshake()).getPeerX509Certificate()?.fingerprint256.replaceAll(':', '').toLowerCase();

  test('is shown to the next connection; those that stand go on', async () => {
    expect(await shown()).toBe(fingerprintOf(first));
    const client = new Http2Client(fixture.port);
    endings.push(() => client.close());
    expect((await client.ask(READ, { authorization: basic })).status).toBe(200);
    source.change(second);
    expect(await shown()).toBe(fingerprintOf(second));
    expect((await client.ask(READ, { authorization: basic })).status).toBe(200);
  });

  test('is not asked for any more once the proxy is closed', async () => {
    expect(source.listening).toBe(1);
    await fixture.proxy.close();
    expect(source.listening).toBe(0);
  });
});

describe('clients that are slow or talk nonsense', () => {
  const quick = { headersMs: 300, requestMs: 600, idleMs: 300, stalledMs: 300, checkEveryMs: 50 };
  beforeEach(() => start(quick));
  const ended = async (bytes: Buffer | null) => {
    const socket = connectPlain(fixture.port, '127.0.0.1').on('error', () => undefined);
    if (bytes !== null) socket.write(bytes);
    socket.resume();
    await once(socket, 'close');
  };

  test('one that never says a word is hung up on', () => ended(null));
  test('one that begins TLS and stops is hung up on', () => ended(Buffer.from([0x16, 0x03, 0x01])));
  test('one whose TLS is nonsense is hung up on', () => ended(Buffer.alloc(300, 0x16)));
  test('one that speaks something else is hung up on', () => ended(Buffer.from('SSH-2.0-OpenSSH_9\r\n')));
  test('one that has agreed on TLS and sends no request is hung up on', async () => {
    for (const protocol of ['http/1.1', 'h2']) await once((await handshake([protocol])).resume(), 'close');
  });
});

describe('closing', () => {
  beforeEach(() => start());

  test('ends connections that wait for nothing at once', async () => {
    const client = new Http2Client(fixture.port);
    await client.ask('/robots.txt');
    const kept = new Wire(0, await handshake());
    await kept.send(`GET /robots.txt HTTP/1.1\r\nHost: ${authority().host}\r\n\r\n`).next();
    const idle = [client.session, kept.socket, connectPlain(fixture.port, '127.0.0.1').resume()];
    const gone = idle.map((one) => once(one, 'close'));
    await once(idle[2] as TLSSocket, 'connect');
    const began = performance.now();
    await fixture.proxy.close();
    await Promise.all(gone);
    expect(performance.now() - began).toBeLessThan(1500);
  });

  test.each([
    ['HTTP/1.1', http1],
    ['HTTP/2', http2],
  ])('%s: an answer that is under way comes to its end', async (name, ask) => {
    let finish: () => void = () => undefined;
    fixture.host.on('/api/v0.2/layout/obs', (_, response) => {
      finish = () => void response.end('"whole"');
    });
    const host = name === 'HTTP/2' ? undefined : authority();
    const answer = ask(READ, { headers: { authorization: basic, ...host } });
    await expect.poll(() => fixture.host.asked.length).toBe(1);
    const closed = fixture.proxy.close();
    finish();
    expect((await answer).body).toBe('"whole"');
    await closed;
  });

  test('does not wait for ever for an answer that does not come', async () => {
    fixture.host.on('/api/v0.2/layout/obs', () => undefined);
    const client = new Http2Client(fixture.port);
    const stuck = client.open(READ, { authorization: basic });
    const cut = once(
      stuck.on('error', () => undefined),
      'close',
    );
    await expect.poll(() => fixture.host.asked.length).toBe(1);
    await fixture.proxy.close();
    await cut;
  });
});
