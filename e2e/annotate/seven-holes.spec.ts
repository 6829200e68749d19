/** Seven holes of plain Annotate, each seen open on `cellxgene launch` and shut on ours, by the same requests. No browser is needed. */
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { exampleDataset } from '../support/datasets.ts';
import { expect, test } from '../support/fixtures.ts';
import { contentOf, flaskCookie } from '../support/flask-cookie.ts';
import { launch, type Launched } from '../support/launched.ts';
import { listeningPortsOf, openFactsOf, peakMemoryOf } from '../support/process-figures.ts';
import { hostsOf } from '../support/processes.ts';
import { startShare, type Share } from '../support/share.ts';
import { basic } from '../support/sign-in.ts';

/** The key that every `cellxgene launch` in the world signs its cookies with. */
const KNOWN_KEY = 'SparkleAndShine';
const MIB = 1024 * 1024;

/** One person at one program: each sees Annotate's own paths, and sends what proves who they are. */
interface Visitor {
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Whether all that was announced has come. */
  readonly complete: boolean;
}

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** The one helper that asks both. It announces no encoding unless told to. */
async function ask(
  { base, headers: own }: Visitor,
  path: string,
  { method = 'GET', headers = {}, body }: Sent = {},
): Promise<Answer> {
  const cookie = [own['cookie'], headers['cookie']].filter(Boolean).join('; ');
  const all = { ...own, ...headers, ...(cookie === '' ? {} : { cookie }) };
  const request = httpRequest(`${base}${path}`, { method, headers: all, agent: false });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const pieces: Buffer[] = [];
  try {
    for await (const piece of response) pieces.push(piece as Buffer);
  } catch {
    // Hung up before the end: that is what `complete` says.
  }
  const { statusCode = 0, complete } = response;
  return { status: statusCode, headers: response.headers, body: Buffer.concat(pieces), complete };
}

/** What the page asks for where the answer is a matrix. */
const binary = { accept: 'application/octet-stream' };

const geneSet = (name: string) => ({ geneset_name: name, geneset_description: '', genes: [] });

function saveGeneSet(visitor: Visitor, name: string, tid: number, headers: Sent['headers'] = {}): Promise<Answer> {
  return ask(visitor, 'api/v0.2/genesets', {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ tid, genesets: [geneSet(name)] }),
  });
}

async function geneSetsOf(visitor: Visitor, headers: Sent['headers'] = {}): Promise<string> {
  const answer = await ask(visitor, 'api/v0.2/genesets', { headers: { accept: 'application/json', ...headers } });
  expect(answer.status).toBe(200);
  return answer.body.toString();
}

const saveLabels = (visitor: Visitor, body: Buffer) =>
  ask(visitor, 'api/v0.2/annotations/obs?annotation-collection-name=mine', {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body,
  });

/** Signs in as somebody's browser does. */
async function signInAsGuest({ session: { url }, signIn }: Share['ready']): Promise<Visitor> {
  const nobody = { base: url, headers: {} };
  const form = await ask(nobody, '', { headers: { accept: 'text/html' } });
  const token = /name="token" value="([^"]+)"/.exec(form.body.toString())?.[1] ?? '';
  const answer = await ask(nobody, '-/sign-in', {
    method: 'POST',
    headers: { cookie: cookiesOf(form), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ token, ...signIn }).toString(),
  });
  expect(answer.status).toBe(303);
  return { base: url, headers: { cookie: cookiesOf(answer) } };
}

function cookiesOf({ headers }: Answer): string {
  return (headers['set-cookie'] ?? []).map((line) => line.split(';', 1)[0]).join('; ');
}

const filesBelow = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' });

let folder: string;
const endings: (() => Promise<unknown>)[] = [];
let live: Share;
let plain: Launched;
/** With `--disable-annotations`. */
let plainReadOnly: Launched;
let ours: Visitor;
let theirs: Visitor;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'annotate-share-holes-'));
  mkdirSync(join(folder, 'escape'));
  live = await startShare([exampleDataset()], { home: join(folder, 'ours', 'home') });
  endings.push(() => live.stop());
  // The host's own Python has Annotate.
  const python = hostsOf(live.ready.pid)[0]?.command.split(' -I ', 1)[0] ?? '';
  [plain, plainReadOnly] = await Promise.all([
    launch(python, exampleDataset(), join(folder, 'plain'), '--user-generated-data-dir', join(folder, 'plain', 'data')),
    launch(python, exampleDataset(), join(folder, 'read-only'), '--disable-annotations'),
  ]);
  endings.push(
    () => plain.stop(),
    () => plainReadOnly.stop(),
  );
  ours = { base: live.ready.session.url, headers: { authorization: basic(live.ready.signIn) } };
  theirs = { base: `${plain.origin}/`, headers: {} };
});

test.afterAll(async () => {
  await Promise.all(endings.map((end) => end()));
  rmSync(folder, { recursive: true, force: true });
});

test('1. a forged cookie makes one somebody else', async () => {
  // Theirs: a person saves; a stranger signs a cookie of the same person with the key that everybody knows.
  const first = await ask(theirs, 'api/v0.2/config');
  const person = { base: theirs.base, headers: { cookie: cookiesOf(first) } };
  const named = flaskCookie(KNOWN_KEY, { ...contentOf(cookiesOf(first)), cxg_anno_collection: 'mine' });
  expect((await saveGeneSet({ ...person, headers: { cookie: named } }, 'unpublished', 1)).status).toBe(200);
  expect(await geneSetsOf(theirs)).not.toContain('unpublished');
  expect(await geneSetsOf(theirs, { cookie: named })).toContain('unpublished');

  // Ours: not even who knows by which name the host knows them.
  const guest = await signInAsGuest(live.ready);
  expect((await saveGeneSet(guest, 'unpublished', 1)).status).toBe(200);
  expect(await geneSetsOf(guest)).toContain('unpublished');
  const { people } = await live.session();
  const victim = people.find(({ by }) => by === 'general-link')?.id ?? '';
  expect(victim).not.toBe('');
  for (const content of [
    contentOf(cookiesOf(first)),
    { cxguid: victim },
    { cxguid: victim, cxg_anno_collection: 'mine' },
  ]) {
    const forged = { cookie: flaskCookie(KNOWN_KEY, content), 'x-annotate-share-collaborator': victim };
    expect(await geneSetsOf(ours, forged)).not.toContain('unpublished');
    // And nobody at all who has not signed in.
    expect((await ask({ base: ours.base, headers: {} }, 'api/v0.2/genesets', { headers: forged })).status).toBe(401);
  }
  expect((await ask(ours, 'api/v0.2/config', { headers: { cookie: named } })).headers['set-cookie']).toBeUndefined();
});

/** Of the home, but for annotations and for what is built in the cache meanwhile. */
function otherFiles(): string[] {
  const own = ['/annotations/', '/cache/matrix-stores/'];
  return filesBelow(join(folder, 'ours')).filter((name) => !own.some((part) => name.includes(part)));
}

test('2. a forged cookie writes outside the folder', async () => {
  const outside = flaskCookie(KNOWN_KEY, { cxguid: 'somebody', cxg_anno_collection: '../../escape/pwn' });
  expect((await saveGeneSet(theirs, 'pwn', 2, { cookie: outside })).status).toBe(200);
  const [written = ''] = readdirSync(join(folder, 'escape'));
  expect(written).toMatch(/^pwn-gene-sets-/);
  rmSync(join(folder, 'escape', written));

  const inHome = new Set(otherFiles());
  expect((await saveGeneSet(ours, 'pwn', 2, { cookie: outside })).status).toBe(200);
  const path = `api/v0.2/genesets?annotation-collection-name=${encodeURIComponent('../../escape/pwn')}`;
  await ask(ours, path, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tid: 3, genesets: [geneSet('pwn')] }),
  });
  expect(readdirSync(join(folder, 'escape'))).toEqual([]);
  expect(otherFiles().filter((name) => !inHome.has(name))).toEqual([]);
  expect(filesBelow(join(folder, 'ours')).filter((name) => name.includes('pwn'))).toEqual([]);
});

test('3. gene sets are written though annotations are off', async () => {
  const readOnly = { base: `${plainReadOnly.origin}/`, headers: {} };
  const named = { cookie: flaskCookie(KNOWN_KEY, { cxguid: 'somebody', cxg_anno_collection: 'mine' }) };
  expect((await saveGeneSet(readOnly, 'written', 1, named)).status).toBe(200);
  expect(readdirSync(join(folder, 'read-only')).join()).toMatch(/mine-gene-sets-/);

  await live.change({ toggles: { annotations: false } });
  const before = filesBelow(join(folder, 'ours'));
  expect((await saveGeneSet(ours, 'written', 49, named)).status).toBe(501);
  expect((await saveLabels(ours, deflateSync(Buffer.alloc(64)))).status).toBe(501);
  expect(await geneSetsOf(ours)).not.toContain('written');
  expect(filesBelow(join(folder, 'ours'))).toEqual(before);
  await live.change({ toggles: { annotations: true } });
  expect((await saveGeneSet(ours, 'written', 50, named)).status).toBe(200);
});

test('4. a small upload inflates without limit', async () => {
  const bomb = deflateSync(Buffer.alloc(96 * MIB));
  expect(bomb.length).toBeLessThan(MIB / 4);
  const grew = async (pid: number, run: () => Promise<Answer>): Promise<readonly [number, number]> => {
    const before = peakMemoryOf(pid);
    const { status } = await run();
    return [status, peakMemoryOf(pid) - before];
  };
  const [theirStatus, theirGrowth] = await grew(plain.pid, () => saveLabels(theirs, bomb));
  expect(theirStatus).toBe(200);
  expect(theirGrowth).toBeGreaterThan(80 * MIB);

  const [host] = hostsOf(live.ready.pid);
  const [ourStatus, ourGrowth] = await grew(host?.pid ?? 0, () => saveLabels(ours, bomb));
  expect(ourStatus).toBe(413);
  expect(ourGrowth).toBeLessThan(20 * MIB);
});

test('5. the second person who saves is told to be stale', async () => {
  const someone = (name: string) => ({
    cookie: flaskCookie(KNOWN_KEY, { cxguid: name, cxg_anno_collection: 'mine' }),
  });
  expect((await saveGeneSet(theirs, 'a', 10, someone('anna'))).status).toBe(200);
  const late = await saveGeneSet(theirs, 'b', 10, someone('bo'));
  expect([late.status, late.body.toString()]).toEqual([404, expect.stringContaining('TID is stale')]);

  const [anna, bo] = [await signInAsGuest(live.ready), await signInAsGuest(live.ready)];
  for (const [visitor, name] of [
    [anna, 'of-anna'],
    [bo, 'of-bo'],
  ] as const) {
    expect((await saveGeneSet(visitor, name, 10)).status).toBe(200);
  }
  const [annas, bos] = [await geneSetsOf(anna), await geneSetsOf(bo)];
  expect([annas.includes('of-anna'), annas.includes('of-bo')]).toEqual([true, false]);
  expect([bos.includes('of-anna'), bos.includes('of-bo')]).toEqual([false, true]);
});

for (const encoding of [undefined, 'identity', '']) {
  test(`6. data comes empty with ${encoding === undefined ? 'no Accept-Encoding' : `Accept-Encoding “${encoding}”`}`, async () => {
    const headers = { ...binary, ...(encoding === undefined ? {} : { 'accept-encoding': encoding }) };
    for (const path of ['api/v0.2/layout/obs?layout-name=umap', 'api/v0.2/annotations/obs?annotation-name=louvain']) {
      const empty = await ask(theirs, path, { headers });
      expect([empty.status, empty.body.length, empty.complete]).toEqual([200, 0, false]);
      expect(Number(empty.headers['content-length'])).toBeGreaterThan(0);
      const whole = await ask(ours, path, { headers });
      expect([whole.status, whole.complete]).toEqual([200, true]);
      expect(whole.body.length).toBeGreaterThan(700);
    }
  });
}

test('7. every program on this computer may ask the raw port', async () => {
  const paths = ['', 'api/v0.2/schema', 'api/v0.2/genesets', 'api/v0.2/layout/obs?layout-name=umap'];
  // By any name, so that a page somewhere whose name was pointed at this computer may ask, too.
  const rebound = { accept: '*/*', host: 'evil.example' };
  for (const path of paths) expect((await ask(theirs, path, { headers: rebound })).status).toBe(200);

  const [host] = hostsOf(live.ready.pid);
  const ports = listeningPortsOf(host?.pid ?? 0);
  expect(ports).toHaveLength(1);
  const raw = { base: `http://127.0.0.1:${ports[0]}/`, headers: {} };
  const victim = (await live.session()).people[0]?.id ?? '';
  const guesses = [
    {},
    rebound,
    { 'x-annotate-share-secret': '' },
    { 'x-annotate-share-secret': 'guess', 'x-annotate-share-collaborator': victim },
    { authorization: basic(live.ready.signIn) },
    { cookie: flaskCookie(KNOWN_KEY, { cxguid: victim }) },
  ];
  for (const headers of guesses) {
    for (const path of [...paths, 'health']) {
      const { status, body } = await ask(raw, path, { headers });
      expect([path, status]).toEqual([path, 403]);
      expect(body.length).toBeLessThan(200);
    }
    expect((await saveGeneSet(raw, 'raw', 99, headers)).status).toBe(403);
  }
  // Nor can it be read off the process by whoever may look at its command line or its environment.
  const { environ, cmdline } = openFactsOf(host?.pid ?? 0);
  for (const value of [...environ, ...cmdline]) {
    expect((await ask(raw, 'health', { headers: { 'x-annotate-share-secret': value } })).status).toBe(403);
  }
});
