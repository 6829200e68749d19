/** The way in from the network, switched while the real service runs: by TLS only, from another address than loopback, and gone at once. */
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { get as getByTls, type RequestOptions } from 'node:https';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorAnswerSchema } from '../contract/control.ts';
import { networkSchema, type Network } from '../contract/network.ts';
import { aCertificate } from './proxy/testing/certificate.ts';
import { startService, type Service, type ServiceOptions } from './service.ts';

/** Where other computers reach this one. A machine without any network still has an address that a program on 127.0.0.1 does not answer at. */
const outside =
  Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.2';

let home: string;
let service: Service | null = null;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'annotate-share-network-'));
});
afterEach(async () => {
  await service?.stop();
  service = null;
  rmSync(home, { recursive: true, force: true });
});

async function start(options: ServiceOptions = {}): Promise<Service> {
  return (service = await startService({ home, remembersNetwork: true, ...options }));
}

async function control(path: string, body?: unknown): Promise<{ readonly status: number; readonly content: string }> {
  const { url, token } = service?.control ?? { url: '', token: '' };
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const change = body === undefined ? {} : { method: 'PATCH', body: JSON.stringify(body) };
  const answer = await fetch(`${url}/api/network${path}`, { headers, ...change });
  return { status: answer.status, content: await answer.text() };
}

async function network(change?: { readonly lan: boolean }): Promise<Network> {
  const { status, content } = await control('', change);
  expect(status).toBe(200);
  return networkSchema.parse(JSON.parse(content));
}

interface Asked {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
}

async function asked(request: ReturnType<typeof get>): Promise<Asked> {
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, location: response.headers.location, body: await text(response) };
}

/** As another computer does: at this one's own address, by a name that was handed out, trusting the authority and nothing else. */
async function askFromOutside(base: string, more: RequestOptions): Promise<Asked> {
  const { host, hostname, port } = new URL(base);
  const servername = /^[\d.]+$/.test(hostname) ? undefined : hostname;
  return asked(
    getByTls({ host: outside, port, path: '/robots.txt', headers: { host }, ...more, servername, agent: false }),
  );
}

const plainly = (base: string, host = outside) =>
  asked(
    get({ host, port: new URL(base).port, path: '/robots.txt', headers: { host: new URL(base).host }, agent: false }),
  );

async function answersAt(port: string): Promise<boolean> {
  const socket = connect({ host: outside, port: Number(port) });
  const answers = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return answers;
}

test('off until it is switched on; then by TLS, at the addresses that are shown', async () => {
  await start();
  expect(await network()).toMatchObject({ lan: 'off', tls: 'off', addresses: [], fingerprint: null });
  expect((await control('/authority')).status).toBe(404);

  const on = await network({ lan: true });
  expect(on).toMatchObject({ lan: 'on', tls: 'self-made' });
  const [first = ''] = on.addresses;
  expect(first).toMatch(/^https:\/\//);
  const ca = (await control('/authority')).content;
  expect(ca).toMatch(/^-----BEGIN CERTIFICATE-----/);
  for (const address of on.addresses) {
    expect(await askFromOutside(address, { ca })).toMatchObject({
      status: 200,
      body: expect.stringContaining('Disallow') as string,
    });
  }
  // By a name that was not handed out nobody is answered, whatever they came by.
  const rebound = { ca, headers: { host: 'rebound.example' }, checkServerIdentity: () => undefined };
  const elsewhere = await askFromOutside(first, rebound);
  expect(elsewhere.status).toBe(421);
  // Nothing but the way to https is said in the clear.
  expect(await plainly(first)).toEqual({ status: 307, location: `${first}/robots.txt`, body: '' });
});

test('switched off, it is closed on whoever is connected, and the page is told', async () => {
  await start();
  const { url: controlUrl } = service?.control ?? { url: '' };
  const { addresses } = await network({ lan: true });
  const [first = ''] = addresses;
  const { port } = new URL(first);
  const ca = (await control('/authority')).content;
  const agent = new Agent({ keepAlive: true });
  const events = get(`${controlUrl}/api/events`, {
    headers: { authorization: `Bearer ${service?.control.token ?? ''}` },
    agent,
  });
  const [stream] = (await once(events, 'response')) as [IncomingMessage];
  let news = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => (news += chunk));

  const slow = connect({ host: outside, port: Number(port) });
  await once(slow, 'connect');
  const ended = once(slow, 'close');
  expect(await network({ lan: false })).toMatchObject({ lan: 'off', addresses: [], tls: 'off' });
  await ended;
  expect(await answersAt(port)).toBe(false);
  await expect(askFromOutside(first, { ca })).rejects.toThrow();
  // The page is told without asking.
  await expect.poll(() => news).toContain('"lan":"off"');
  agent.destroy();

  // Links that were handed out are good again.
  expect((await network({ lan: true })).addresses).toEqual(addresses);
  expect((await askFromOutside(first, { ca })).status).toBe(200);
});

test('a service that speaks TLS on this computer already shows the network the same certificate, by the network’s names', async () => {
  await start({ tls: { kind: 'self-made' } });
  const before = await network();
  expect(before).toMatchObject({ lan: 'off', tls: 'self-made', addresses: [] });
  const on = await network({ lan: true });
  expect(on.authorityFingerprint).not.toBeNull();
  const ca = (await control('/authority')).content;
  for (const address of on.addresses) expect((await askFromOutside(address, { ca })).status).toBe(200);
  expect(await network({ lan: false })).toMatchObject({ lan: 'off', tls: 'self-made', addresses: [] });
});

test('a certificate of the owner’s own is used for the network, too', async () => {
  const { cert, key } = await aCertificate();
  const [certFile, keyFile] = [join(home, 'own.crt'), join(home, 'own.key')];
  writeFileSync(certFile, cert);
  writeFileSync(keyFile, key);
  await start({ tls: { kind: 'own-files', cert: certFile, key: keyFile } });
  const on = await network({ lan: true });
  expect(on).toMatchObject({ lan: 'on', tls: 'own-files', authorityFile: null });
  const [first = ''] = on.addresses;
  const answer = await askFromOutside(first, { ca: cert, checkServerIdentity: () => undefined });
  expect(answer.status).toBe(200);
  expect((await control('/authority')).status).toBe(404);
});

test('who switches twice at once gets what was said last', async () => {
  await start();
  const switched = await Promise.all([true, false, true, false].map((lan) => network({ lan })));
  expect(switched).toHaveLength(4);
  expect(await network()).toMatchObject({ lan: 'off', addresses: [] });
});

test('the choice holds over starts, by the same port, and a port that was taken meanwhile is no obstacle', async () => {
  await start();
  const { addresses } = await network({ lan: true });
  await service?.stop();
  await start();
  expect(await network()).toMatchObject({ lan: 'on', addresses });

  // Another program on the same home finds the port taken.
  const other = await startService({ home, remembersNetwork: true });
  const answer = await fetch(`${other.control.url}/api/network`, {
    headers: { Authorization: `Bearer ${other.control.token}` },
  });
  const theirs = networkSchema.parse(await answer.json());
  await other.stop();
  expect(theirs.lan).toBe('on');
  expect(theirs.addresses).not.toEqual(addresses);
});

test('what is shared from the command line opens no network because of a choice on the page', async () => {
  await start();
  await network({ lan: true });
  await service?.stop();
  await start({ remembersNetwork: false });
  expect(await network()).toMatchObject({ lan: 'off', addresses: [] });
});

test.each<[string, ServiceOptions, string]>([
  ['for the network', { bind: '0.0.0.0', tls: { kind: 'self-made' } }, '--bind 0.0.0.0'],
  ['behind a web server', { shownUrl: 'https://lab.example', hostNames: ['lab.example'] }, '--public-url'],
  ['behind a web server, by its name', { hostNames: ['lab.example'] }, '--host-name'],
])('started %s, there is nothing to switch', async (_, options, said) => {
  await start(options);
  expect((await network()).lan).toBe('fixed');
  for (const lan of [true, false]) {
    const { status, content } = await control('', { lan });
    const { error } = errorAnswerSchema.parse(JSON.parse(content));
    expect([status, error.code]).toEqual([409, 'network-fixed']);
    expect(error.message).toContain(said);
  }
});

test.each([[{}], [{ lan: 'yes' }], [{ lan: true, port: 80 }], [null]])('%j is no change', async (body) => {
  await start();
  expect((await control('', body)).status).toBe(400);
  expect((await network()).lan).toBe('off');
});
