import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { describeFailure } from '../../contract/errors.ts';
import { anAuditEntry } from '../../contract/testing/example-audit.ts';
import { aSession } from '../../contract/testing/example-session.ts';
import { connectControl, Refused, type ControlClient } from './control-client.ts';

let server: Server | null = null;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
});

interface Seen {
  method: string | undefined;
  url: string | undefined;
  authorization: string | undefined;
  body: string;
}

async function answering(status: number, content: string): Promise<{ client: ControlClient; seen: Seen[] }> {
  const seen: Seen[] = [];
  const listening = (server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen.push({ method: request.method, url: request.url, authorization: request.headers.authorization, body });
      response.writeHead(status, { 'content-type': 'application/json' }).end(content);
    });
  }));
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  return { client: connectControl('secret', origin), seen };
}

it('sends what the contract says and returns the session', async () => {
  const session = aSession({ id: 'a b' });
  const { client, seen } = await answering(200, JSON.stringify(session));
  expect(await client.change('a b', { toggles: { diffexp: false } })).toEqual(session);
  expect(seen).toEqual([
    {
      method: 'PATCH',
      url: '/api/sessions/a%20b',
      authorization: 'Bearer secret',
      body: '{"toggles":{"diffexp":false}}',
    },
  ]);
});

it('asks for a file and forgets one by its path', async () => {
  const check = { ok: true, path: '/a b.h5ad', fileName: 'a b.h5ad', sizeBytes: 1, problems: [] };
  const { client, seen } = await answering(200, JSON.stringify(check));
  expect(await client.check('/a b&c.h5ad')).toMatchObject(check);
  await client.forget('/a b.h5ad');
  await client.setFavourite('/a b.h5ad', true);
  expect(seen.map(({ method, url }) => [method, url])).toEqual([
    ['GET', '/api/datasets/check?path=%2Fa%20b%26c.h5ad'],
    ['DELETE', '/api/recents?path=%2Fa%20b.h5ad'],
    ['PATCH', '/api/recents?path=%2Fa%20b.h5ad'],
  ]);
});

it('takes an empty answer to a stop', async () => {
  const { client } = await answering(204, '');
  await expect(client.stop('a')).resolves.toBeUndefined();
});

it('hands on the reason of a refusal', async () => {
  const error = describeFailure('already-shared', { name: 'a.h5ad' });
  const { client } = await answering(409, JSON.stringify({ error }));
  await expect(client.start({ dataset: '/a.h5ad' })).rejects.toMatchObject({ name: 'Refused', failure: error });
});

it.each([
  [200, '{"id": 1}'],
  [200, 'not json'],
  [502, '<html>'],
])('trusts no answer that the contract does not know: %d %s', async (status, content) => {
  const { client } = await answering(status, content);
  await expect(client.change('a', {})).rejects.toEqual(new Refused(null));
});

it('says when nobody answers', async () => {
  const { client } = await answering(200, '');
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
  await expect(client.qr('a')).rejects.toMatchObject({ failure: null });
});

it('asks for the audit page by page until there is no more, and for all of it as a file', async () => {
  const { client, seen } = await answering(200, JSON.stringify([anAuditEntry(7)]));
  expect(await client.audit('a', { limit: 5, before: 9 })).toEqual([anAuditEntry(7)]);
  expect(await client.wholeAudit('a')).toHaveLength(1);
  expect(await client.auditCsv('a')).toContain('"id":7');
  expect(seen.map(({ url }) => url)).toEqual([
    '/api/sessions/a/audit?limit=5&before=9',
    '/api/sessions/a/audit?limit=1000',
    '/api/sessions/a/audit?format=csv',
  ]);
});
