import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { LocaltunnelProvider } from './localtunnel-provider.ts';
import type { OpenTunnel } from './provider.ts';
import { startRelay, type Relay } from './testing/relay.ts';
import { echo, failureOf, listen, until } from './testing/servers.ts';

const log = pino({ level: 'silent' });
const never = new AbortController().signal;

/** What a visitor's browser sends to the relay. */
async function visit(relay: Relay, tunnel: OpenTunnel, body?: Buffer) {
  const request = http.request({
    host: '127.0.0.1',
    port: relay.port,
    method: body === undefined ? 'GET' : 'PUT',
    headers: { host: new URL(tunnel.url).host },
    agent: false,
  });
  request.end(body);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  const answer: Buffer[] = [];
  for await (const chunk of response) answer.push(chunk as Buffer);
  return { status: response.statusCode, host: response.headers['x-host'], body: Buffer.concat(answer) };
}

describe('through a real relay', () => {
  let relay: Relay;
  beforeAll(async () => void (relay = await startRelay()));
  afterAll(() => relay.stop());

  const open: OpenTunnel[] = [];
  afterEach(async () => {
    for (const tunnel of open.splice(0)) await tunnel.close();
  });
  async function openTunnel(
    localPort: number,
    name: string | null = null,
    localHost = '127.0.0.1',
  ): Promise<OpenTunnel> {
    const provider = new LocaltunnelProvider({ relay: relay.url, log });
    const tunnel = await provider.open({ localHost, localPort, name, signal: never });
    open.push(tunnel);
    return tunnel;
  }

  test('the proxy is reached, and sees the public name on every request of a connection', async () => {
    const { port } = await echo();
    const tunnel = await openTunnel(port);
    const { host } = new URL(tunnel.url);
    expect(host).toMatch(new RegExp(`^[a-z0-9-]+\\.${relay.domain}$`));
    for (let i = 0; i < 15; i++) expect(await visit(relay, tunnel)).toMatchObject({ status: 200, host });
  });

  test('the name that was asked for', async () => {
    const { port } = await echo();
    const tunnel = await openTunnel(port, 'lab-of-three');
    expect(tunnel.url).toBe(`http://lab-of-three.${relay.domain}`);
  });

  test('1 MB goes both ways unchanged', async () => {
    const { port } = await echo();
    const tunnel = await openTunnel(port);
    const body = randomBytes(1 << 20);
    const answer = await visit(relay, tunnel, body);
    expect(answer.body.equals(body)).toBe(true);
  });

  test('a small binary body, in one packet with the headers, arrives as it was sent', async () => {
    const { port } = await echo();
    const tunnel = await openTunnel(port);
    const body = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    // More than there are connections: each one's first request is the one that was at risk.
    for (let i = 0; i < 12; i++) expect((await visit(relay, tunnel, body)).body.equals(body)).toBe(true);
  });

  test('many visitors at once', async () => {
    const { port } = await echo();
    const tunnel = await openTunnel(port);
    const bodies = Array.from({ length: 40 }, () => randomBytes(20_000));
    const answers = await Promise.all(bodies.map((body) => visit(relay, tunnel, body)));
    expect(answers.every((answer, i) => answer.body.equals(bodies[i] ?? Buffer.alloc(0)))).toBe(true);
  });

  test('a visitor who leaves in the middle of an answer frees the proxy of it', async () => {
    const left = Promise.withResolvers<undefined>();
    const { port } = await listen(
      http.createServer((_, response) => {
        response.once('close', () => left.resolve(undefined));
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536)));
          response.once('drain', more);
        };
        more();
      }),
    );
    const tunnel = await openTunnel(port);
    const request = http.get({ host: '127.0.0.1', port: relay.port, headers: { host: new URL(tunnel.url).host } });
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    response.once('data', () => response.destroy());
    await left.promise;
  });

  test('closed: the relay forgets the name, no connection is left, closing again is fine', async () => {
    const { port, connections } = await echo();
    const tunnel = await openTunnel(port, 'soon-gone');
    expect((await visit(relay, tunnel)).status).toBe(200);
    await Promise.all([tunnel.close(), tunnel.close()]);
    await tunnel.close();
    expect(await tunnel.closed).toEqual({ reason: 'it was closed here' });
    await until(() => connections.size === 0);
    await until(async () => (await fetch(`${relay.url}/api/tunnels/soon-gone/status`)).status === 404);
    expect((await visit(relay, tunnel)).status).toBe(404);
  });

  test('a name that somebody else has: refused, and theirs goes on', async () => {
    const { port } = await echo();
    const theirs = await openTunnel(port, 'wanted-by-two');
    const error = await failureOf(openTunnel(port, 'wanted-by-two'));
    expect(error.code).toBe('tunnel-name-refused');
    expect(error.message).toMatch(/^The relay gave the name [a-z0-9-]+ where the name wanted-by-two was asked for\.$/);
    expect((await visit(relay, theirs)).status).toBe(200);
  });

  test('a name that the relay does not allow', async () => {
    const error = await failureOf(openTunnel(1, 'No'));
    expect(error.code).toBe('tunnel-name-refused');
    expect(error.message).toBe('The relay gave no name where the name No was asked for.');
    expect(error.failure.detail).toMatch(/Invalid subdomain/);
  });

  test('a proxy that is gone: closed, with a reason', async () => {
    const { server, port, connections } = await echo();
    const tunnel = await openTunnel(port);
    server.close();
    for (const connection of connections) connection.destroy();
    expect(await tunnel.closed).toEqual({ reason: 'nothing listens on this computer any more' });
  });

  // macOS answers on 127.0.0.1 only, unlike Linux and Windows.
  test.runIf(process.platform !== 'darwin')(
    'exactly the address that was given is called, not “localhost”',
    async () => {
      const server = http.createServer((_, response) => response.end('the proxy')).listen(0, '127.0.0.2');
      onTestFinished(() => server.closeAllConnections());
      onTestFinished(() => void server.close());
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const tunnel = await openTunnel(port, null, '127.0.0.2');
      expect((await visit(relay, tunnel)).body.toString()).toBe('the proxy');
    },
  );
});

test.each(['kill', 'stop'] as const)(
  'a relay that ends (%s) while the tunnel is up: closed, with a reason',
  async (end) => {
    const relay = await startRelay();
    const { port, connections } = await echo();
    const provider = new LocaltunnelProvider({ relay: relay.url, log });
    const tunnel = await provider.open({ localHost: '127.0.0.1', localPort: port, name: null, signal: never });
    await relay[end]();
    expect(await tunnel.closed).toEqual({ reason: 'the relay no longer knows it' });
    await until(() => connections.size === 0);
  },
);

test('a relay that came back does not know the tunnel any more: closed', async () => {
  const relay = await startRelay();
  const { port } = await echo();
  const provider = new LocaltunnelProvider({ relay: relay.url, log });
  const tunnel = await provider.open({ localHost: '127.0.0.1', localPort: port, name: null, signal: never });
  await relay.kill();
  const again = await startRelay({ port: relay.port });
  onTestFinished(() => again.stop());
  expect(await tunnel.closed).toEqual({ reason: 'the relay no longer knows it' });
  const anew = await provider.open({ localHost: '127.0.0.1', localPort: port, name: null, signal: never });
  expect((await visit(again, anew)).status).toBe(200);
  await anew.close();
});

test.each([
  ['https://localtunnel.me', 'owner-address', { 'bypass-tunnel-reminder': 'annotate-share' }],
  ['https://loca.lt/', 'owner-address', { 'bypass-tunnel-reminder': 'annotate-share' }],
  ['https://relay.lab.example', null, {}],
  ['https://localtunnel.me.evil.example', null, {}],
])('what visitors of %s see first, and how the probe passes it', async (relay, interstitial, headers) => {
  const provider = new LocaltunnelProvider({ relay, log });
  expect([provider.interstitial, provider.passInterstitial]).toEqual([interstitial, headers]);
  expect(provider.readsAlong).toBe(true);
  expect(await provider.available()).toEqual({ ok: true, version: null });
});
