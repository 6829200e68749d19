/** A further address for the same sessions: it comes and goes while those who came by the first notice nothing. */
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aCertificate, FakeSource } from './testing/certificate.ts';
import { basic, ProxyFixture } from './testing/proxy-fixture.ts';
import { Wire } from './testing/wire.ts';

const certificate = await aCertificate();
const READ = '/d/pbmc/api/v0.2/layout/obs';
let source: FakeSource;
let fixture: ProxyFixture;

beforeEach(async () => {
  source = new FakeSource(certificate);
  fixture = await new ProxyFixture().start();
  fixture.host.json('/api/v0.2/layout/obs', { a: 1 });
});
afterEach(() => fixture.stop());

const further = (port = 0) => fixture.proxy.listenAlso({ bind: '127.0.0.1', port, certificates: source });

async function byTls(port: number): Promise<number> {
  const headers = { host: `127.0.0.1:${fixture.port}`, authorization: basic };
  const request = httpsRequest({ port, path: READ, headers, agent: false, rejectUnauthorized: false }).end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode ?? 0;
}

function byPlainHttp(wire: Wire): Promise<number | undefined> {
  wire.send(`GET ${READ} HTTP/1.1\r\nHost: 127.0.0.1:${fixture.port}\r\nAuthorization: ${basic}\r\n\r\n`);
  return wire.next().then((answer) => answer?.status);
}

test('one connection to the first address is answered before, during and after', async () => {
  const wire = new Wire(fixture.port);
  expect(await byPlainHttp(wire)).toBe(200);
  const listener = await further();
  expect([await byPlainHttp(wire), await byTls(listener.port)]).toEqual([200, 200]);
  await listener.close();
  expect(await byPlainHttp(wire)).toBe(200);
  await expect(byTls(listener.port)).rejects.toThrow('ECONNREFUSED');
  expect(source.listening).toBe(0);
  wire.close();
});

test('in the clear it leads to https only, though the first address serves in the clear', async () => {
  const listener = await further();
  const wire = new Wire(listener.port);
  expect(await byPlainHttp(wire)).toBe(307);
  wire.close();
});

test('closing it ends connections that would stay', async () => {
  const listener = await further();
  const idle = connect({ port: listener.port, rejectUnauthorized: false, ALPNProtocols: ['h2'] });
  await once(idle, 'secureConnect');
  const ended = once(idle, 'close');
  idle.resume();
  await Promise.all([listener.close(), ended]);
  expect(idle.destroyed).toBe(true);
});

test('closing the proxy closes it too', async () => {
  const listener = await further();
  await fixture.proxy.close();
  await expect(byTls(listener.port)).rejects.toThrow('ECONNREFUSED');
});

test('a port that is taken is told, and nothing stays behind', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  await expect(further((taken.address() as AddressInfo).port)).rejects.toMatchObject({ code: 'port-in-use' });
  expect(source.listening).toBe(0);
  taken.close();
});
