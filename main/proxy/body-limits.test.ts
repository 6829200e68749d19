import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { basic, ProxyFixture } from './testing/proxy-fixture.ts';

const MIB = 1024 * 1024;
let fixture: ProxyFixture;

beforeEach(async () => {
  fixture = await new ProxyFixture().start();
  fixture.host.json('PUT /api/v0.2/genesets', { status: 'OK' }).json('PUT /api/v0.2/data/var', {});
  fixture.host.json('POST /api/v0.2/diffexp/obs', {});
});
afterEach(() => fixture.stop());

/** Sends chunks of one MiB without saying how many there will be, until an answer comes. */
async function sendChunked(method: string, path: string, mebibytes: number): Promise<number> {
  const request = httpRequest({
    host: '127.0.0.1',
    port: fixture.port,
    path: `/d/pbmc${path}`,
    method,
    headers: { authorization: basic, 'transfer-encoding': 'chunked' },
    agent: false,
  });
  const responded = once(request, 'response') as Promise<[IncomingMessage]>;
  // After the answer the rest of the upload may well be cut off.
  request.on('error', () => undefined);
  Readable.from(Array.from({ length: mebibytes }, () => Buffer.alloc(MIB, 'x'))).pipe(request);
  const [response] = await responded;
  response.resume();
  return response.statusCode ?? 0;
}

test('an announced length over the limit is refused before a byte is read', async () => {
  const head = `PUT /d/pbmc/api/v0.2/genesets HTTP/1.1\r\nHost: HOST\r\nAuthorization: ${basic}\r\nContent-Length: 99999999\r\n\r\n`;
  // The server cuts the connection some time after its answer, since the body never comes.
  expect(await fixture.raw(head)).toMatch(/^HTTP\/1\.1 413 /);
  expect(fixture.host.asked).toEqual([]);
});

test('chunks are counted on their way to the host', async () => {
  expect(await sendChunked('PUT', '/api/v0.2/data/var', 40)).toBe(413);
  expect(fixture.host.asked).toEqual([]);
});

test('chunks are counted where the body is collected first', async () => {
  expect(await sendChunked('POST', '/api/v0.2/diffexp/obs', 40)).toBe(413);
  expect(fixture.host.asked).toEqual([]);
});

test('a body within the limit arrives whole, with a length or in chunks', async () => {
  const body = Buffer.alloc(3 * MIB, 'y');
  expect((await fixture.ask('/api/v0.2/genesets', { method: 'PUT', body })).status).toBe(200);
  expect(fixture.host.last.headers['content-length']).toBe(String(body.length));
  expect(fixture.host.last.body.equals(body)).toBe(true);
  expect(await sendChunked('PUT', '/api/v0.2/genesets', 3)).toBe(200);
  expect(fixture.host.last.body.length).toBe(3 * MIB);
});

test('reading with a body is refused', async () => {
  expect((await fixture.ask('/api/v0.2/schema', { headers: { 'content-length': '3' }, body: 'abc' })).status).toBe(413);
});

test('a form longer than any user name and password is refused', async () => {
  expect((await fixture.signIn({ user: 'guest', password: 'x'.repeat(5000) })).status).toBe(413);
  expect(fixture.session.gatekeeper.checks).toBe(0);
});

test('whoever sends all before listening, as Apache does, is answered also when the host refuses at once', async () => {
  const refusing = createServer((_, response) => response.writeHead(413).end('no'));
  await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
  const { port } = refusing.address() as AddressInfo;
  fixture.session.state = { kind: 'open', upstream: { origin: `http://127.0.0.1:${port}`, secret: 'x' } };
  const bytes = 20 * MIB;
  const path = '/d/pbmc/api/v0.2/annotations/obs';
  const client = connect(fixture.port, '127.0.0.1');
  const head = `PUT ${path} HTTP/1.1\r\nHost: 127.0.0.1:${fixture.port}\r\nAuthorization: ${basic}\r\nContent-Length: ${bytes}\r\n\r\n`;
  client.pause();
  client.write(head);
  await new Promise<void>((resolve) => client.write(Buffer.alloc(bytes), () => resolve()));
  const answered = once(client, 'data') as Promise<[Buffer]>;
  client.resume();
  const [first] = await answered;
  expect(first.toString()).toMatch(/^HTTP\/1\.1 (?:413|503) /);
  client.destroy();
  await new Promise((resolve) => refusing.close(resolve));
});
