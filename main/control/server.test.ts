import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ControlAddress } from '../../contract/command-line.ts';
import type { StartSession } from '../../contract/control.ts';
import { describeFailure, ShareError } from '../../contract/errors.ts';
import type { Invite, Session } from '../../contract/session.ts';
import { anInvite, aSession } from '../../contract/testing/example-session.ts';
import { ControlServer, type ControlOptions } from './server.ts';

const session = aSession({
  id: 'abc',
  title: 'Lung',
  resources: { ...aSession().resources, memoryBytes: 5, bytesSent: 42 },
});

/** Remembers what it was asked; its one session is `abc`. */
class RecordingSessions {
  readonly asked: unknown[] = [];
  readonly listeners = new Set<() => void>();
  title = session.title;
  list = () => [{ ...session, title: this.title }];
  recents = () => [];
  forget = (path: string) => void this.asked.push(['forget', path]);
  setFavourite = (path: string, favourite: boolean) => void this.asked.push(['setFavourite', path, favourite]);
  get = (id: string) => this.#only(id);
  start = (wish: StartSession) => {
    this.asked.push(wish);
    return { ...session, phase: 'preparing' as const };
  };
  change = (id: string, wish: unknown) => {
    this.asked.push(wish);
    return Promise.resolve(this.#only(id));
  };
  stop = (id: string) => Promise.resolve(this.#only(id));
  stopAll = () => {
    this.asked.push('stop all');
    return Promise.resolve();
  };
  lookNow = () => void this.asked.push('look now');
  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  #only(id: string): Session {
    if (id === 'broken') throw new TypeError('a defect with a secret in its stack');
    if (id !== session.id) throw new ShareError('session-not-found', { id });
    return session;
  }
}

const invite = anInvite('Maria', { id: 'inv1' });

/** Remembers what it was asked; its one invite is `inv1`. */
class RecordingInviting {
  readonly asked: unknown[] = [];
  create = (session: string, whom: unknown) =>
    this.#note(['create', session, whom], { id: 'inv1', url: invite.url ?? '' });
  get = (id: string) => this.#only(id);
  change = (id: string, change: unknown) => this.#note(['change', id, change], this.#only(id));
  revoke = (id: string) => this.#note(['revoke', id], this.#only(id));
  renew = (id: string, how: unknown) => this.#note(['renew', id, how], { id, url: 'http://new/' });
  signOutBrowser = (session: string, browser: string) => this.#note(['sign out', session, browser], undefined);
  #note<T>(asked: unknown, answer: T): T {
    this.asked.push(asked);
    return answer;
  }
  #only(id: string): Invite {
    if (id !== invite.id) throw new ShareError('invite-not-found', { id });
    return invite;
  }
}

const way = {
  provider: 'ssh',
  available: true,
  version: 'OpenSSH_9.2p1',
  lacks: null,
  readsAlong: false,
  last: { provider: 'ssh', target: 'anna@lab' },
} as const;

let folder: string;
let inviting: RecordingInviting;
let sessions: RecordingSessions;
let server: ControlServer;
let address: ControlAddress;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'annotate-share-control-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  sessions = new RecordingSessions();
  inviting = new RecordingInviting();
  const options: ControlOptions = {
    sessions,
    inviting,
    auditing: { list: () => [], all: function* () {}, acceptances: () => [] },
    version: '1.2.3',
    page: folder,
    log: pino({ level: 'silent' }),
    datasets: {
      check: (path) =>
        Promise.resolve({
          ok: false,
          path,
          fileName: 'x',
          sizeBytes: null,
          problems: [{ ...describeFailure('dataset-not-found', { path }), severity: 'error' }],
          facts: null,
          needs: null,
          identifiers: [],
          remembered: null,
          room: null,
        }),
      thumbnail: (path) => Promise.resolve({ png: 'cG5n', sentence: path }),
      changeBucket: (name, settings) => ({ name, settings, fixed: false }),
      picture: ({ path, embedding, column, points }) => {
        if (path === '/no file') throw new ShareError('dataset-not-found', { path });
        const names = [path, embedding, column ?? '', String(points ?? '')];
        const head = { cells: 2, points: 2, names, scale: null, aspect: 1 };
        return Promise.resolve({ head, data: new Uint8Array([10, 0, 1, 0, 2, 0, 13, 0, 1, 0, 255, 255]) });
      },
    },
    doctor: () => Promise.resolve({ ok: true, version: '1.2.3', home: '/h', checkups: [] }),
    ways: () => Promise.resolve([way]),
  };
  server = new ControlServer(options);
  address = await server.listen();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(new URL(path, address.url), {
    method,
    headers: { authorization: `Bearer ${address.token}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

const codeOf = async (response: Response) => ((await response.json()) as { error: { code: string } }).error.code;

describe('calls', () => {
  test('list, one, start, change, stop', async () => {
    expect(await (await call('GET', '/api/sessions')).json()).toEqual([session]);
    expect(await (await call('GET', '/api/sessions/abc')).json()).toEqual(session);
    const started = await call('POST', '/api/sessions', { dataset: '/x.h5ad', toggles: { diffexp: false } });
    expect([started.status, ((await started.json()) as Session).phase]).toEqual([202, 'preparing']);
    expect((await call('PATCH', '/api/sessions/abc', { toggles: { annotations: false } })).status).toBe(200);
    expect((await call('DELETE', '/api/sessions/abc')).status).toBe(200);
    expect(sessions.asked).toEqual([
      { dataset: '/x.h5ad', toggles: { diffexp: false } },
      { toggles: { annotations: false } },
    ]);
  });

  test('stop everything; the computer woke', async () => {
    expect(await (await call('DELETE', '/api/sessions')).json()).toEqual({ stopped: ['abc'] });
    expect((await call('POST', '/api/woke')).status).toBe(204);
    expect(sessions.asked).toEqual(['stop all', 'look now']);
  });

  test('a picture is a line of JSON with numbers after it', async () => {
    const answer = await call('GET', '/api/datasets/picture?path=%2Fa%20b.h5ad&embedding=umap&column=c%2Fd&points=2');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/octet-stream']);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const end = bytes.indexOf('\n');
    expect(JSON.parse(bytes.toString('utf8', 0, end))).toMatchObject({ names: ['/a b.h5ad', 'umap', 'c/d', '2'] });
    expect([...bytes.subarray(end + 1)]).toEqual([10, 0, 1, 0, 2, 0, 13, 0, 1, 0, 255, 255]);
    const stranger = await fetch(new URL('/api/datasets/picture?path=a&embedding=b', address.url));
    expect(stranger.status).toBe(401);
  });

  test('check answers what is wrong with the file; a recent dataset is forgotten; doctor; metrics', async () => {
    expect(await (await call('GET', '/api/datasets/check?path=%2Fno%20file')).json()).toMatchObject({
      ok: false,
      problems: [{ code: 'dataset-not-found' }],
    });
    expect((await call('DELETE', '/api/recents?path=%2Fx')).status).toBe(204);
    expect(await (await call('GET', '/api/recents/thumbnail?path=%2Fx')).json()).toEqual({
      png: 'cG5n',
      sentence: '/x',
    });
    expect((await call('PATCH', '/api/recents?path=%2Fx', { favourite: true })).status).toBe(204);
    const bucket = { endpoint: 'https://s3.lab.example', region: null, profile: 'lab', anonymous: false };
    const kept = await (await call('PATCH', '/api/buckets/at.las', bucket)).json();
    expect(kept).toEqual({ name: 'at.las', settings: bucket, fixed: false });
    const refused = await call('PATCH', '/api/buckets/atlas', { ...bucket, endpoint: 'https://a:hunter2@s3.example' });
    expect([refused.status, await refused.text()]).toEqual([400, expect.not.stringContaining('hunter2')]);
    expect((await call('PATCH', '/api/recents?path=%2Fx', { favourite: 'yes' })).status).toBe(400);
    expect(sessions.asked).toEqual([
      ['forget', '/x'],
      ['setFavourite', '/x', true],
    ]);
    expect(await (await call('GET', '/api/doctor')).json()).toMatchObject({ ok: true });
    expect(await (await call('GET', '/api/ways')).json()).toEqual({ ways: [way] });
    expect(await (await call('GET', '/metrics')).text()).toContain(
      'annotate_share_session_sent_bytes_total{session="abc"} 42',
    );
  });

  test('personal links: make, look, change, renew, revoke, put a browser out', async () => {
    const whom = { name: 'Maria', role: 'viewer', expiresAt: '2030-01-01T00:00:00+01:00' };
    const made = await call('POST', '/api/sessions/abc/invites', whom);
    expect([made.status, await made.json()]).toEqual([201, { id: 'inv1', url: invite.url }]);
    expect(await (await call('GET', '/api/invites/inv1')).json()).toEqual(invite);
    expect((await call('PATCH', '/api/invites/inv1', { role: 'annotator', expiresAt: null })).status).toBe(200);
    expect(await (await call('POST', '/api/invites/inv1/renew', { signOut: true })).json()).toMatchObject({
      id: 'inv1',
    });
    expect(await (await call('DELETE', '/api/invites/inv1')).json()).toEqual(invite);
    expect((await call('DELETE', '/api/sessions/abc/browsers/b-1')).status).toBe(204);
    expect(inviting.asked).toEqual([
      ['create', 'abc', whom],
      ['change', 'inv1', { role: 'annotator', expiresAt: null }],
      ['renew', 'inv1', { signOut: true }],
      ['revoke', 'inv1'],
      ['sign out', 'abc', 'b-1'],
    ]);
  });

  test.each(['/api/sessions/abc/qr', '/api/invites/inv1/qr'])(
    'the link as a QR code is a picture: %s',
    async (path) => {
      const { svg } = (await (await call('GET', path)).json()) as { svg: string };
      expect(svg).toMatch(/^<svg[^>]+viewBox/);
      expect(svg).toContain('<path');
    },
  );

  test('the OpenAPI document names every call and what it takes', async () => {
    const document = (await (await call('GET', '/api/openapi.json')).json()) as {
      paths: Record<string, Record<string, { requestBody?: object }>>;
    };
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/sessions',
        '/api/sessions/{id}',
        '/api/sessions/{id}/invites',
        '/api/invites/{id}',
        '/api/invites/{id}/qr',
        '/api/events',
        '/metrics',
      ]),
    );
    expect(JSON.stringify(document.paths['/api/sessions']?.['post']?.requestBody)).toContain('"dataset"');
  });
});

describe('who may call', () => {
  test.each([
    ['no token', { authorization: '' }, 401, 'request-unauthorised'],
    ['a wrong token', { authorization: 'Bearer nope' }, 401, 'request-unauthorised'],
    ['another site', { origin: 'https://evil.example' }, 403, 'request-forbidden'],
  ])('%s is refused', async (_who, headers, status, code) => {
    const response = await call('GET', '/api/sessions', undefined, headers);
    expect([response.status, await codeOf(response)]).toEqual([status, code]);
    expect((await call('GET', '/metrics', undefined, headers)).status).toBe(status);
  });

  test('a rebound name gets neither the API nor the page', async () => {
    const { port } = new URL(address.url);
    for (const path of ['/', '/api/sessions']) {
      const status = await new Promise<number | undefined>((resolve, reject) => {
        request(
          {
            port,
            host: '127.0.0.1',
            path,
            headers: { host: 'evil.example', authorization: `Bearer ${address.token}` },
          },
          (answer) => {
            answer.resume();
            resolve(answer.statusCode);
          },
        )
          .on('error', reject)
          .end();
      });
      expect(status).toBe(403);
    }
  });

  test('the page is served without a token, under a strict policy, and holds no secret', async () => {
    const response = await fetch(address.url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await response.text()).not.toContain(address.token);
  });
});

describe('garbage gets a code', () => {
  test.each<[string, string, string | object | undefined, number, string]>([
    ['POST', '/api/sessions', 'not json', 400, 'request-invalid'],
    ['POST', '/api/sessions', '[]', 400, 'request-invalid'],
    ['POST', '/api/sessions', {}, 400, 'request-invalid'],
    ['POST', '/api/sessions', { dataset: 7 }, 400, 'request-invalid'],
    ['POST', '/api/sessions', { dataset: '/x', surprise: true }, 400, 'request-invalid'],
    ['POST', '/api/sessions', { dataset: '/x', title: ' ' }, 400, 'request-invalid'],
    [
      'POST',
      '/api/sessions',
      { dataset: '/x', tunnel: { provider: 'localtunnel', relay: 'javascript:alert(1)' } },
      400,
      'request-invalid',
    ],
    [
      'POST',
      '/api/sessions',
      { dataset: '/x', tunnel: { provider: 'ssh', target: '-oProxyCommand=id' } },
      400,
      'request-invalid',
    ],
    ['POST', '/api/sessions', { dataset: 'x'.repeat(70_000) }, 400, 'request-invalid'],
    ['PATCH', '/api/sessions/abc', { toggles: 'off' }, 400, 'request-invalid'],
    ['PATCH', '/api/sessions/nope', { paused: true }, 404, 'session-not-found'],
    ['GET', '/api/sessions/nope', undefined, 404, 'session-not-found'],
    ['GET', '/api/sessions/%zz', undefined, 400, 'request-invalid'],
    ['DELETE', '/api/sessions/..%2f..', undefined, 404, 'session-not-found'],
    ['POST', '/api/sessions/abc/invites', {}, 400, 'request-invalid'],
    ['POST', '/api/sessions/abc/invites', { name: ' ', role: 'viewer' }, 400, 'request-invalid'],
    ['POST', '/api/sessions/abc/invites', { name: 'M', role: 'owner' }, 400, 'request-invalid'],
    ['POST', '/api/sessions/abc/invites', { name: 'M', role: 'viewer', expiresAt: 'soon' }, 400, 'request-invalid'],
    ['PATCH', '/api/invites/inv1', { generation: 3 }, 400, 'request-invalid'],
    ['PATCH', '/api/invites/nope', { role: 'viewer' }, 404, 'invite-not-found'],
    ['DELETE', '/api/invites/nope', undefined, 404, 'invite-not-found'],
    ['GET', '/api/invites/nope/qr', undefined, 404, 'invite-not-found'],
    ['GET', '/api/datasets/check', undefined, 400, 'request-invalid'],
    ['GET', '/api/datasets/check?path=a&path=b', undefined, 400, 'request-invalid'],
    ['GET', '/api/datasets/picture?path=a', undefined, 400, 'request-invalid'],
    ['GET', '/api/datasets/picture?path=a&embedding=b&points=1e9', undefined, 400, 'request-invalid'],
    ['GET', '/api/datasets/picture?path=%2Fno%20file&embedding=umap', undefined, 422, 'dataset-not-found'],
    ['GET', '/api/nothing', undefined, 404, 'not-found'],
    ['GET', '/nothing', undefined, 404, 'not-found'],
    ['GET', '/..%2f..%2fetc%2fpasswd', undefined, 404, 'not-found'],
  ])('%s %s %j → %i %s', async (method, path, body, status, code) => {
    const response = await call(method, path, body);
    expect([response.status, await codeOf(response)]).toEqual([status, code]);
  });

  test('a defect of ours is told as one, without its stack', async () => {
    const response = await call('GET', '/api/sessions/broken');
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).toContain('internal');
    expect(text).not.toContain('at ');
  });
});

describe('events', () => {
  const read = async (reader: ReadableStreamDefaultReader<Uint8Array>, until: (text: string) => boolean) => {
    let text = '';
    while (!until(text)) {
      const { value, done } = await reader.read();
      if (done) break;
      text += Buffer.from(value).toString();
    }
    return text;
  };
  const open = async () => {
    const response = await call('GET', '/api/events');
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    if (response.body === null) throw new Error('no body');
    return response.body.getReader();
  };

  test('the whole state comes at once, and again after a change', async () => {
    const reader = await open();
    expect(await read(reader, (text) => text.endsWith('\n\n'))).toContain('"title":"Lung"');
    sessions.title = 'Kidney';
    for (const listener of sessions.listeners) listener();
    expect(await read(reader, (text) => text.endsWith('\n\n'))).toContain('"title":"Kidney"');
    await reader.cancel();
  });

  test('a burst of changes becomes one snapshot; none at all when nothing differs', async () => {
    const reader = await open();
    await read(reader, (text) => text.endsWith('\n\n'));
    for (let change = 1; change <= 50; change += 1) {
      sessions.title = `Change ${change}`;
      for (const listener of sessions.listeners) listener();
    }
    const text = await read(reader, (sofar) => sofar.includes('Change 50'));
    expect(text.match(/event: snapshot/g)).toHaveLength(1);
    await reader.cancel();
  });

  test('who leaves is not written to any more', async () => {
    const reader = await open();
    await read(reader, (text) => text.endsWith('\n\n'));
    expect(sessions.listeners.size).toBe(1);
    await reader.cancel();
    await expect.poll(() => sessions.listeners.size).toBe(0);
  });
});
