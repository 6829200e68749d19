import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Snapshot } from '../../contract/control.ts';
import { describeFailure } from '../../contract/errors.ts';
import { anInvite, aSession } from '../../contract/testing/example-session.ts';
import { ControlClient, type EventTimes } from './client.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const session = aSession({ id: 's1', title: 'PBMC' });
const quick: EventTimes = { silentMs: 200, pauseMs: 5, longestPauseMs: 20 };

let server: Server | null = null;

async function serve(handler: Handler): Promise<ControlClient> {
  const started = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => handler(request, response, body));
  });
  server = started;
  started.listen(0, '127.0.0.1');
  await once(started, 'listening');
  const { port } = started.address() as AddressInfo;
  return new ControlClient({ url: `http://127.0.0.1:${port}`, token: 'token-1' });
}

async function closeServer(): Promise<void> {
  const closing = server;
  server = null;
  if (closing === null) return;
  closing.closeAllConnections();
  closing.close();
  await once(closing, 'close');
}

afterEach(closeServer);

const json = (response: ServerResponse, status: number, value: unknown) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
};
const snapshotOf = (version: string): Snapshot => ({ version, sessions: [session], recents: [] });
const frame = (snapshot: Snapshot) => `event: snapshot\ndata: ${JSON.stringify(snapshot)}\n\n`;

describe('calls', () => {
  const check = {
    ok: true,
    path: '/a b&c.h5ad',
    fileName: 'a b&c.h5ad',
    sizeBytes: 3,
    problems: [],
    facts: null,
    needs: null,
    identifiers: [],
    remembered: null,
    room: null,
  };
  const made = { id: 'i1', url: 'http://127.0.0.1:1/d/x/-/invite/abc' };
  const invite = anInvite('Maria', { id: 'i1' });
  const doctor = { ok: true, version: '1', home: '/home', checkups: [] };
  const calls: [string, string, string, unknown, (client: ControlClient) => Promise<unknown>, unknown][] = [
    ['sessions', 'GET /api/sessions', '', [session], (client) => client.sessions(), [session]],
    ['session', 'GET /api/sessions/a%2Fb', '', session, (client) => client.session('a/b'), session],
    [
      'start',
      'POST /api/sessions',
      '{"dataset":"/x.h5ad","title":"Zellen für Äpfel"}',
      session,
      (client) => client.start({ dataset: '/x.h5ad', title: 'Zellen für Äpfel' }),
      session,
    ],
    [
      'change',
      'PATCH /api/sessions/s1',
      '{"toggles":{"diffexp":false}}',
      session,
      (client) => client.change('s1', { toggles: { diffexp: false } }),
      session,
    ],
    ['stop', 'DELETE /api/sessions/s1', '', session, (client) => client.stop('s1'), undefined],
    [
      'invite',
      'POST /api/sessions/s1/invites',
      '{"name":"Maria","role":"viewer"}',
      made,
      (client) => client.invite('s1', { name: 'Maria', role: 'viewer' }),
      made,
    ],
    [
      'changeInvite',
      'PATCH /api/invites/i1',
      '{"role":"annotator"}',
      invite,
      (client) => client.changeInvite('i1', { role: 'annotator' }),
      invite,
    ],
    ['revokeInvite', 'DELETE /api/invites/i1', '', invite, (client) => client.revokeInvite('i1'), invite],
    [
      'renewInvite',
      'POST /api/invites/i1/renew',
      '{"signOut":true}',
      made,
      (client) => client.renewInvite('i1', { signOut: true }),
      made,
    ],
    [
      'signOutBrowser',
      'DELETE /api/sessions/s1/browsers/b-1',
      '',
      null,
      (client) => client.signOutBrowser('s1', 'b-1'),
      undefined,
    ],
    [
      'audit',
      'GET /api/sessions/s1/audit?since=2026-11-20T10%3A00%3A00Z&limit=5',
      '',
      [],
      (client) => client.audit('s1', { since: '2026-11-20T10:00:00Z', limit: 5 }),
      [],
    ],
    ['audit of the gallery', 'GET /api/audit', '', [], (client) => client.audit(null), []],
    ['auditCsv', 'GET /api/sessions/s1/audit?format=csv', '', 'at', (client) => client.auditCsv('s1'), '"at"'],
    ['stopAll', 'DELETE /api/sessions', '', { stopped: ['s1'] }, (client) => client.stopAll(), ['s1']],
    ['woke', 'POST /api/woke', '', null, (client) => client.woke(), undefined],
    ['doctor', 'GET /api/doctor', '', doctor, (client) => client.doctor(), doctor],
    [
      'check',
      'GET /api/datasets/check?path=%2Fa%20b%26c.h5ad',
      '',
      check,
      (client) => client.check('/a b&c.h5ad'),
      check,
    ],
  ];

  test.each(calls)('%s asks %s with the token', async (_name, line, sent, answer, call, expected) => {
    const seen: (string | undefined)[] = [];
    const client = await serve((request, response, body) => {
      seen.push(`${String(request.method)} ${String(request.url)}`, body, request.headers.authorization);
      json(response, 200, answer);
    });
    expect(await call(client)).toEqual(expected);
    expect(seen).toEqual([line, sent, 'Bearer token-1']);
  });

  test('an answer without a body is fine where nothing is expected', async () => {
    const client = await serve((_request, response) => response.writeHead(204).end());
    await expect(client.stop('s1')).resolves.toBeUndefined();
  });
});

describe('what goes wrong', () => {
  test('a reported failure is thrown with its sentences as they were', async () => {
    const failure = describeFailure('dataset-not-found', { path: '/gone.h5ad' }, 'ENOENT');
    const client = await serve((_request, response) => json(response, 422, { error: failure }));
    await expect(client.start({ dataset: '/gone.h5ad' })).rejects.toMatchObject({
      code: 'dataset-not-found',
      failure,
      message: 'There is no file at /gone.h5ad.',
    });
  });

  test.each([
    ['a failure without the agreed form', 500, 'boom'],
    ['a code this version does not know', 500, '{"error":{"code":"from-the-future","message":"","hint":""}}'],
    ['an answer that is not JSON', 200, '<html>'],
    ['an answer of another shape', 200, '{"id":1}'],
  ])('%s is internal', async (_name, status, text) => {
    const client = await serve((_request, response) => response.writeHead(status).end(text));
    await expect(client.session('s1')).rejects.toMatchObject({ code: 'internal' });
  });

  test('nobody listening is service-not-running', async () => {
    const client = await serve(() => undefined);
    await closeServer();
    await expect(client.sessions()).rejects.toMatchObject({ code: 'service-not-running' });
  });

  test('an answer that breaks off is service-not-running', async () => {
    const client = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('[');
      setImmediate(() => response.destroy());
    });
    await expect(client.sessions()).rejects.toMatchObject({ code: 'service-not-running' });
  });
});

describe('events', () => {
  /** Collects versions until there are `count`, then aborts; resolves when `events` does. */
  async function versions(client: ControlClient, count: number): Promise<string[]> {
    const seen: string[] = [];
    const enough = new AbortController();
    const onSnapshot = ({ version }: Snapshot) => {
      seen.push(version);
      if (seen.length === count) enough.abort();
    };
    await client.events(onSnapshot, enough.signal, quick);
    return seen;
  }

  test('snapshots arrive in order, however the bytes are cut; comments and other events are passed over', async () => {
    const bytes = Buffer.from(
      `: hello\n\nevent: other\ndata: {}\n\n${frame(snapshotOf('ä1'))}${frame(snapshotOf('2'))}`,
    );
    const client = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (let at = 0; at < bytes.length; at += 7) response.write(bytes.subarray(at, at + 7));
    });
    expect(await versions(client, 2)).toEqual(['ä1', '2']);
  });

  const losses: [string, (response: ServerResponse) => void][] = [
    ['is ended', (response) => response.end()],
    ['is cut', (response) => response.destroy()],
    ['falls silent', () => undefined],
  ];
  test.each(losses)('a connection that %s is made again', async (_name, lose) => {
    let connections = 0;
    const client = await serve((_request, response) => {
      connections += 1;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(frame(snapshotOf(String(connections))), () => lose(response));
    });
    expect(await versions(client, 3)).toEqual(['1', '2', '3']);
  });

  test('a service that comes back on its port is found again', async () => {
    const client = await serve((_request, response) => {
      response.writeHead(200);
      response.write(frame(snapshotOf('before')));
    });
    const port = (server?.address() as AddressInfo).port;
    const seen: string[] = [];
    const enough = new AbortController();
    const following = client.events(
      ({ version }) => {
        seen.push(version);
        if (version === 'after') enough.abort();
        else
          void closeServer().then(() => {
            server = createServer((_request, response) => {
              response.writeHead(200);
              response.write(frame(snapshotOf('after')));
            }).listen(port, '127.0.0.1');
          });
      },
      enough.signal,
      quick,
    );
    await following;
    expect(seen).toEqual(['before', 'after']);
  });

  test('a refused token ends it: asking again cannot help', async () => {
    const client = await serve((_request, response) =>
      json(response, 401, { error: describeFailure('request-unauthorised') }),
    );
    const following = client.events(() => undefined, new AbortController().signal, quick);
    await expect(following).rejects.toMatchObject({ code: 'request-unauthorised' });
  });

  test('a listener’s own mistake is not taken for a lost connection', async () => {
    const client = await serve((_request, response) => {
      response.writeHead(200);
      response.write(frame(snapshotOf('1')));
    });
    const mistake = () => {
      throw new RangeError('mine');
    };
    await expect(client.events(mistake, new AbortController().signal, quick)).rejects.toThrow('mine');
  });

  test('aborting while waiting to connect again resolves at once', async () => {
    const client = await serve(() => undefined);
    await closeServer();
    const stop = new AbortController();
    const following = client.events(() => undefined, stop.signal, {
      ...quick,
      pauseMs: 60_000,
      longestPauseMs: 60_000,
    });
    setTimeout(() => stop.abort(), 50);
    await expect(following).resolves.toBeUndefined();
  });
});
