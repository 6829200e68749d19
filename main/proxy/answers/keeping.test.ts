import { randomBytes } from 'node:crypto';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Asker } from '../testing/asker.ts';
import { fillWithAnnotate, script, scriptText } from '../testing/fake-annotate.ts';
import { ProxyFixture, type Sent } from '../testing/proxy-fixture.ts';

const COLORS = '/api/v0.2/colors';
const CONFIG = '/api/v0.2/config';
const SCHEMA = '/api/v0.2/schema';
const GENESETS = '/api/v0.2/genesets';
const COLUMN = '/api/v0.2/annotations/obs?annotation-name=';
const data = { accept: 'application/octet-stream' };
const json = { accept: 'application/json' };
const KIB = 1024;
const LIMIT = 256 * KIB;
let fixture: ProxyFixture;

beforeEach(async () => {
  fixture = await new ProxyFixture({ cacheLimitBytes: LIMIT }).start();
  fillWithAnnotate(fixture.host);
});
afterEach(() => fixture.stop());

const bytes = (path: string, sent: Sent = {}) => new Asker(fixture, path, sent).all();
const figures = () => fixture.proxy.figures(fixture.session.id).answers;
/** How often the host was asked this. */
const asked = (path: string) => fixture.host.asked.filter(({ url }) => url === path).length;

async function twoGuests(): Promise<readonly [Sent, Sent]> {
  const [one, other] = [await fixture.cookie(), await fixture.cookie()];
  return [{ headers: { ...json, cookie: one } }, { headers: { ...json, cookie: other } }];
}

const text = async (path: string, sent: Sent) => (await bytes(path, sent)).bytes.toString();

describe('what is everybody’s', () => {
  test.each<[string, Sent['headers']]>([
    [COLORS, json],
    [CONFIG, json],
    ['/', { accept: 'text/html' }],
    [script, {}],
    [`${COLUMN}louvain`, data],
    ['/api/v0.2/layout/obs?layout-name=umap', data],
    ['/api/v0.2/data/var?var:name_0=CD4', data],
  ])('%s: the second to ask does not reach the host', async (path, headers = {}) => {
    const [one, other] = await twoGuests();
    const first = await bytes(path, { headers: { ...headers, cookie: one.headers?.['cookie'] ?? '' } });
    const before = fixture.host.asked.length;
    const second = await bytes(path, { headers: { ...headers, cookie: other.headers?.['cookie'] ?? '' } });
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.bytes.equals(first.bytes)).toBe(true);
    expect(fixture.host.asked).toHaveLength(before);
    expect(figures()).toMatchObject({ hits: 1, misses: 1 });
  });

  test('a file that has changed: what was kept goes, and is asked anew', async () => {
    await bytes(COLORS);
    const { bytes: before } = figures();
    expect(before).toBeGreaterThan(0);
    fixture.session.content = 'content-2';
    fixture.host.json(COLORS, { anew: true });
    expect(await text(COLORS, {})).toBe('{"anew":true}');
    expect(await text(COLORS, {})).toBe('{"anew":true}');
    expect(asked(COLORS)).toBe(2);
  });

  test('its columns are learnt anew, too', async () => {
    await bytes(`${COLUMN}louvain`, { headers: data });
    expect(fixture.host.last.headers['x-annotate-share-collaborator']).toBe('nobody');
    fixture.session.content = 'content-2';
    fixture.host.json(`GET ${SCHEMA}`, {
      schema: {
        annotations: { obs: { columns: [{ name: 'other' }] }, var: { index: 'x' } },
        layout: { obs: [] },
      },
    });
    await bytes(`${COLUMN}louvain`, { headers: data });
    expect(fixture.host.last.headers['x-annotate-share-collaborator']).toBe('program');
  });

  test('an answer that was asked of one content and came from another is given, but not kept', async () => {
    fixture.host.on(COLORS, (_, response) => {
      fixture.session.content = 'content-2';
      response.end('{"old":true}');
    });
    expect(await text(COLORS, {})).toBe('{"old":true}');
    fixture.host.json(COLORS, { anew: true });
    expect(await text(COLORS, {})).toBe('{"anew":true}');
  });

  test('so is one for which the host had to be woken, which then opened another file', async () => {
    const { state } = fixture.session;
    fixture.session.state = { kind: 'asleep' };
    fixture.session.wake = () => {
      fixture.session.content = 'content-2';
      fixture.session.state = state;
      return Promise.resolve();
    };
    fixture.host.json(COLORS, { of: 2 });
    expect(await text(COLORS, {})).toBe('{"of":2}');
    // The former file is put back before anybody has asked for anything of the other.
    fixture.session.content = 'content-1';
    fixture.host.json(COLORS, { of: 1 });
    expect(await text(COLORS, {})).toBe('{"of":1}');
  });

  test('while it is paused, starts again or is broken nothing of it is shown', async () => {
    await bytes(COLORS);
    for (const kind of ['paused', 'starting', 'broken'] as const) {
      fixture.session.state = { kind };
      expect((await bytes(COLORS)).status).toBe(503);
    }
  });
});

describe('memory', () => {
  const gene = (number: number) => `/api/v0.2/data/var?var:name_0=${number}`;

  beforeEach(() => {
    fixture.host.on('/api/v0.2/data/var', (_, response) =>
      response.setHeader('Content-Length', 20 * KIB).end(randomBytes(20 * KIB)),
    );
  });

  test('stays within its bound: what was not asked for longest goes first', async () => {
    await bytes(gene(0), { headers: data });
    for (let number = 1; number < 40; number += 1) {
      await bytes(gene(number), { headers: data });
      await bytes(gene(0), { headers: data });
      expect(figures().bytes).toBeLessThanOrEqual(LIMIT);
    }
    expect(figures().bytes).toBeGreaterThan(LIMIT / 2);
    expect(asked(gene(0))).toBe(1);
    await bytes(gene(39), { headers: data });
    await bytes(gene(1), { headers: data });
    expect([asked(gene(39)), asked(gene(1))]).toEqual([1, 2]);
  });

  test('what packing adds counts, too', async () => {
    for (let number = 0; number < 20; number += 1) {
      for (const coding of ['br', 'zstd', 'gzip'])
        await bytes(gene(number), { headers: { ...data, 'accept-encoding': coding } });
      expect(figures().bytes).toBeLessThanOrEqual(LIMIT);
    }
  });

  test('an answer that would take up a large part of it is passed on and not kept', async () => {
    const large = Buffer.alloc(LIMIT / 2, 7);
    fixture.host.on(COLORS, (_, response) => response.setHeader('Content-Length', large.length).end(large));
    for (let time = 1; time <= 2; time += 1) {
      expect((await bytes(COLORS)).bytes.equals(large)).toBe(true);
      expect(asked(COLORS)).toBe(time);
    }
    expect(figures().bytes).toBe(0);
  });
});

describe('what is somebody’s own is never another’s', () => {
  test.each([[`${COLUMN}labels`], ['/api/v0.2/annotations/obs'], [`${COLUMN}louvain&annotation-name=labels`]])(
    '%s',
    async (path) => {
      const guests = await twoGuests();
      for (const [place, sent] of guests.entries()) {
        const own = { headers: { ...sent.headers, ...data } };
        expect(await text(path, own)).toContain(`as guest-${place + 1}`);
        expect(await text(path, own)).toContain(`as guest-${place + 1}`);
      }
      expect(asked(path)).toBe(4);
    },
  );

  test.each([SCHEMA, GENESETS])('%s of those who have saved; of all others it is the same', async (path) => {
    const [one, other] = await twoGuests();
    fixture.session.saved.add('guest-1');
    expect(await text(path, one)).toContain('labels of guest-1');
    for (const sent of [other, other]) expect(await text(path, sent)).not.toContain('labels');
    expect(await text(path, one)).toContain('labels of guest-1');
    // From the moment in which they have saved it is theirs.
    fixture.session.saved.add('guest-2');
    expect(await text(path, other)).toContain('labels of guest-2');
    expect(await text(path, one)).toContain('labels of guest-1');
    expect(await text(path, { headers: json })).not.toContain('labels');
  });

  test('a version of the schema that one has is not another’s', async () => {
    const [one, other] = await twoGuests();
    fixture.session.saved.add('guest-1').add('guest-2');
    const { etag = '' } = (await bytes(SCHEMA, one)).headers;
    const known = await bytes(SCHEMA, { headers: { ...other.headers, 'if-none-match': etag } });
    expect([known.status, known.bytes.toString().includes('labels of guest-2')]).toEqual([200, true]);
  });

  test('a save is never answered from memory', async () => {
    const put = () => bytes(GENESETS, { method: 'PUT', body: '{}', headers: { 'content-type': 'application/json' } });
    expect([(await put()).status, (await put()).status]).toEqual([200, 200]);
    expect(asked(GENESETS)).toBe(2);
  });
});

describe('what somebody may do holds for the very next request', () => {
  const configOf = async () => {
    const { config } = JSON.parse(await text(CONFIG, { headers: json })) as {
      readonly config: { readonly parameters: Readonly<Record<string, unknown>> };
    };
    return { diffexp: config.parameters['disable-diffexp'] === false, annotations: config.parameters['annotations'] };
  };

  test('the configuration follows toggles and roles, and the host is asked once', async () => {
    expect(await configOf()).toEqual({ diffexp: true, annotations: true });
    fixture.session.toggles = { diffexp: false, annotations: true };
    expect(await configOf()).toEqual({ diffexp: false, annotations: true });
    fixture.session.toggles = { diffexp: true, annotations: true };
    fixture.session.gatekeeper.role = 'analyst';
    expect(await configOf()).toEqual({ diffexp: true, annotations: false });
    fixture.session.gatekeeper.role = 'viewer';
    expect(await configOf()).toEqual({ diffexp: false, annotations: false });
    fixture.session.gatekeeper.role = 'annotator';
    expect(await configOf()).toEqual({ diffexp: true, annotations: true });
    expect(asked(CONFIG)).toBe(1);
  });

  test('the page, its content policy and its version, too', async () => {
    const html = { headers: { accept: 'text/html' } };
    const full = await bytes('/', html);
    fixture.session.toggles = { diffexp: true, annotations: false };
    const etag = String(full.headers.etag);
    const less = await bytes('/', { headers: { ...html.headers, 'if-none-match': etag } });
    expect(less.status).toBe(200);
    expect(less.headers.etag).not.toBe(etag);
    expect([full.bytes.includes('annotations-off'), less.bytes.includes('annotations-off')]).toEqual([false, true]);
    for (const { headers } of [full, less])
      expect(headers['content-security-policy']).toMatch(/script-src 'self' [^;]*'sha256-/);
    expect(asked('/')).toBe(1);
  });

  test('a kept answer needs somebody who is signed in', async () => {
    await bytes(COLORS);
    expect((await fixture.send(`/d/pbmc${COLORS}`)).status).toBe(401);
    const cookie = await fixture.cookie();
    expect((await bytes(COLORS, { headers: { cookie } })).status).toBe(200);
    fixture.session.gatekeeper.signOut('sign-in-1');
    expect((await bytes(COLORS, { headers: { cookie } })).status).toBe(401);
  });

  test('a differential expression that is known is not for those who may not ask for any', async () => {
    const cells = (index: number) => ({ filter: { obs: { index: [index] } } });
    const body = JSON.stringify({ mode: 'topN', count: 1, set1: cells(1), set2: cells(2) });
    const sent = { method: 'POST', body, headers: { 'content-type': 'application/json' } };
    fixture.host.json('POST /api/v0.2/diffexp/obs', {});
    expect((await bytes('/api/v0.2/diffexp/obs', sent)).status).toBe(200);
    fixture.session.gatekeeper.role = 'viewer';
    expect((await bytes('/api/v0.2/diffexp/obs', sent)).status).toBe(501);
  });
});

describe('as the client asks', () => {
  const unpack = { br: brotliDecompressSync, zstd: zstdDecompressSync, gzip: gunzipSync } as const;

  test.each(['br', 'zstd', 'gzip'] as const)('%s decodes to the same bytes, at first and later', async (coding) => {
    const lengths: number[] = [];
    for (let time = 0; time < 3; time += 1) {
      const { headers, bytes: packed } = await bytes(script, { headers: { 'accept-encoding': coding } });
      expect([headers['content-encoding'], headers['content-length']]).toEqual([coding, String(packed.length)]);
      expect(unpack[coding](packed).toString()).toBe(scriptText);
      lengths.push(packed.length);
    }
    expect(Math.max(...lengths)).toBeLessThan(scriptText.length / 2);
  });

  test('what is asked for again is packed smaller, and its version stays', async () => {
    const ask = () => bytes(script, { headers: { 'accept-encoding': 'br' } });
    const first = await ask();
    await expect.poll(async () => (await ask()).bytes.length).toBeLessThan(first.bytes.length);
    const { headers, bytes: packed } = await ask();
    expect(brotliDecompressSync(packed).toString()).toBe(scriptText);
    expect(headers.etag).toBe(first.headers.etag);
    expect((await bytes(script)).bytes.toString()).toBe(scriptText);
  });

  test.each<[string, Sent['headers']]>([
    ['nothing is said', {}],
    ['it is asked for', { 'accept-encoding': 'identity' }],
    ['all else is refused', { 'accept-encoding': 'br;q=0, zstd;q=0, gzip;q=0' }],
    ['something unknown is asked for', { 'accept-encoding': 'compress' }],
  ])('plain when %s', async (_, headers = {}) => {
    for (let time = 0; time < 2; time += 1) {
      const answer = await bytes(script, { headers });
      expect(answer.headers['content-encoding']).toBeUndefined();
      expect(answer.bytes.toString()).toBe(scriptText);
    }
  });

  test('one whom it is new to gets all of it, one who has it a word, in whatever coding', async () => {
    const { headers } = await bytes(script, { headers: { 'accept-encoding': 'gzip' } });
    const etag = String(headers.etag);
    for (const known of [etag, `"other", ${etag}`, '*', etag.replace('W/', '')]) {
      const answer = await bytes(script, { headers: { 'if-none-match': known, 'accept-encoding': 'br' } });
      expect([answer.status, answer.bytes.length, answer.headers.etag]).toEqual([304, 0, etag]);
      expect(answer.headers['content-encoding']).toBeUndefined();
    }
    expect((await bytes(script, { headers: { 'if-none-match': 'W/"other"' } })).status).toBe(200);
  });

  test('HEAD: the headers of GET, without a body', async () => {
    const sent = { headers: { 'accept-encoding': 'gzip' } };
    const get = await bytes(script, sent);
    const head = await bytes(script, { ...sent, method: 'HEAD' });
    const told = ({ headers: { date, ...rest } }: typeof get) => rest;
    expect([head.status, head.bytes.length]).toEqual([200, 0]);
    expect(told(head)).toEqual(told(get));
    expect(asked(script)).toBe(1);
  });

  test.each([
    [script, 'private, max-age=31536000, immutable', 'Accept-Encoding'],
    [COLORS, 'private, no-cache', 'Accept-Encoding'],
    [GENESETS, 'private, no-cache', 'Accept, Accept-Encoding'],
  ])('%s may be kept by the browser: %s, and differs by %s', async (path, caching, vary) => {
    for (let time = 0; time < 2; time += 1) {
      const { headers } = await bytes(path, { headers: json });
      expect([headers['cache-control'], headers['vary']]).toEqual([caching, vary]);
    }
  });
});

describe('asleep', () => {
  const wakes = (state: typeof fixture.session.state) => () => {
    fixture.session.state = state;
    return Promise.resolve();
  };

  test('what is kept is answered at once, and the host is woken for what follows', async () => {
    await bytes(COLORS);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    let woken = 0;
    fixture.session.wake = () => {
      woken += 1;
      return promise;
    };
    fixture.session.state = { kind: 'asleep' };
    expect(await bytes(COLORS)).toMatchObject({ status: 200 });
    expect([woken, asked(COLORS)]).toEqual([1, 1]);
    resolve(undefined);
  });

  test.each([
    ['everybody’s', COLORS],
    ['one’s own', '/api/v0.2/annotations/obs'],
  ])('what is not there, %s, waits for the host', async (_, path) => {
    const { state } = fixture.session;
    const woken = Promise.withResolvers<undefined>();
    const asking = Promise.withResolvers<undefined>();
    fixture.session.state = { kind: 'asleep' };
    fixture.session.wake = () => {
      asking.resolve(undefined);
      return woken.promise;
    };
    const answer = bytes(path);
    await asking.promise;
    expect(fixture.host.asked).toEqual([]);
    fixture.session.state = state;
    woken.resolve(undefined);
    expect((await answer).status).toBe(200);
  });

  test('a host that cannot be woken: people are told, and nothing is kept of that', async () => {
    const { state } = fixture.session;
    fixture.session.state = { kind: 'asleep' };
    expect(await bytes(COLORS)).toMatchObject({ status: 503, headers: { 'retry-after': '60' } });
    fixture.session.wake = wakes(state);
    expect((await bytes(COLORS)).status).toBe(200);
  });
});
