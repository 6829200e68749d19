import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import type { AdmissionOptions } from '../admission.ts';
import { refusalMessage } from '../admission-policy.ts';
import { Asker } from '../testing/asker.ts';
import { ProxyFixture, type Sent } from '../testing/proxy-fixture.ts';
import { NOBODY } from './flights.ts';

const COLORS = '/api/v0.2/colors';
const LAYOUT = '/api/v0.2/layout/obs?layout-name=umap';
const DIFFEXP = '/api/v0.2/diffexp/obs';
const data = { accept: 'application/octet-stream' };
const fixtures: ProxyFixture[] = [];

afterEach(() => Promise.all(fixtures.splice(0).map((fixture) => fixture.stop())));

/** A host that answers a route only when the test does. */
async function start(route: string, admission: AdmissionOptions = {}) {
  const fixture = await new ProxyFixture({ admission }).start();
  fixtures.push(fixture);
  fixture.session.heavyAtOnce = 4;
  const atHost: ServerResponse[] = [];
  fixture.host.on(route, (_, response) => void atHost.push(response));
  /** Who is asked for an answer that is kept is counted as a miss once it is on its way. */
  const boarded = (number: number) =>
    expect.poll(() => fixture.proxy.figures(fixture.session.id).answers.misses).toBe(number);
  const ask = (path: string, sent: Sent = {}) => new Asker(fixture, path, sent);
  const many = (number: number, path: string, sent: Sent = {}) => Array.from({ length: number }, () => ask(path, sent));
  return { fixture, atHost, boarded, ask, many };
}

function question(first: number): Sent {
  const cells = (...index: number[]) => ({ filter: { obs: { index } } });
  const body = JSON.stringify({ mode: 'topN', count: 10, set1: cells(first), set2: cells(0) });
  return { method: 'POST', body, headers: { 'content-type': 'application/json' } };
}

const texts = async (askers: readonly Asker[]) =>
  (await Promise.all(askers.map((asker) => asker.all()))).map(({ status, bytes }) => `${status} ${bytes.toString()}`);
const same = (number: number, text: string) => Array.from({ length: number }, () => text);

test('fifty who ask the same at once are one request to the host, asked as nobody in particular', async () => {
  const { fixture, atHost, boarded, many } = await start(COLORS);
  const askers = many(50, COLORS);
  await boarded(50);
  await expect.poll(() => atHost.length).toBe(1);
  atHost[0]?.end('{"a":1}');
  expect(await texts(askers)).toEqual(same(50, '200 {"a":1}'));
  expect(fixture.host.asked).toHaveLength(1);
  expect(fixture.host.last.headers['x-annotate-share-collaborator']).toBe(NOBODY);
});

test('a long answer goes to all while it arrives, also to who comes in the middle of it', async () => {
  const { fixture, atHost, boarded, ask, many } = await start('/api/v0.2/layout/obs');
  const half = Buffer.alloc(4 * 1024 * 1024, 'cells ');
  const first = many(3, LAYOUT, { headers: data });
  await expect.poll(() => atHost.length).toBe(1);
  await boarded(3);
  atHost[0]?.writeHead(200, { 'Content-Length': half.length * 2 }).write(half);
  const begun = await Promise.all(first.map((asker) => asker.response()));
  await Promise.all(begun.map((response) => once(response, 'readable')));
  const late = ask(LAYOUT, { headers: data });
  await late.response();
  atHost[0]?.end(half);
  for (const { status, bytes } of await Promise.all([...first, late].map((asker) => asker.all()))) {
    expect(status).toBe(200);
    expect(bytes.equals(Buffer.concat([half, half]))).toBe(true);
  }
  expect(fixture.host.asked).toHaveLength(1);
});

test('an answer that breaks off breaks off for all, and the next one asks anew', async () => {
  const { fixture, atHost, boarded, ask, many } = await start('/api/v0.2/layout/obs');
  const askers = many(3, LAYOUT, { headers: data });
  await boarded(3);
  await expect.poll(() => atHost.length).toBe(1);
  atHost[0]
    ?.writeHead(200, { 'Content-Length': 8 * 1024 * 1024 })
    .write(Buffer.alloc(1024), () => atHost[0]?.destroy());
  await Promise.all(askers.map((asker) => expect(asker.all()).rejects.toThrow()));
  const again = ask(LAYOUT, { headers: data });
  await expect.poll(() => atHost.length).toBe(2);
  atHost[1]?.end('whole');
  expect(await texts([again])).toEqual(['200 whole']);
  expect(fixture.host.asked).toHaveLength(2);
});

test('one who leaves leaves alone: the others get the answer', async () => {
  const { fixture, atHost, boarded, many } = await start(COLORS);
  const [first, ...others] = many(5, COLORS);
  await boarded(5);
  await expect.poll(() => atHost.length).toBe(1);
  const underWay = fixture.session.underWay;
  first?.leave();
  await expect.poll(() => fixture.session.underWay).toBe(underWay - 1);
  atHost[0]?.end('{}');
  expect(await texts(others)).toEqual(same(4, '200 {}'));
  expect(fixture.host.asked).toHaveLength(1);
});

test('when all have left the host sees it, and who comes then asks anew', async () => {
  const { atHost, boarded, ask, many } = await start(COLORS);
  const askers = many(5, COLORS);
  await boarded(5);
  await expect.poll(() => atHost.length).toBe(1);
  askers.forEach((asker) => asker.leave());
  await expect.poll(() => atHost[0]?.destroyed).toBe(true);
  const next = ask(COLORS);
  await expect.poll(() => atHost.length).toBe(2);
  atHost[1]?.end('{}');
  expect(await texts([next])).toEqual(['200 {}']);
});

test('an error of Annotate goes to all who asked, and is not kept', async () => {
  const { atHost, boarded, ask, many } = await start(COLORS);
  const askers = many(5, COLORS);
  await boarded(5);
  await expect.poll(() => atHost.length).toBe(1);
  atHost[0]?.writeHead(400, { 'Content-Type': 'application/json', 'Content-Length': 16 }).end('{"message":"no"}');
  expect(await texts(askers)).toEqual(same(5, '400 {"message":"no"}'));
  const next = ask(COLORS);
  await expect.poll(() => atHost.length).toBe(2);
  atHost[1]?.end('{}');
  expect(await texts([next])).toEqual(['200 {}']);
});

test('a host that dies over it: all are told when to come back, and nothing is kept', async () => {
  const { atHost, boarded, ask, many } = await start(COLORS);
  const askers = many(5, COLORS);
  await boarded(5);
  await expect.poll(() => atHost.length).toBe(1);
  // One that was closed under a request is asked once more.
  atHost[0]?.destroy();
  await expect.poll(() => atHost.length).toBe(2);
  atHost[1]?.destroy();
  const heard = await Promise.all(askers.map((asker) => asker.all()));
  expect(heard.map(({ status, headers }) => [status, headers['retry-after']])).toEqual(heard.map(() => [503, '5']));
  const next = ask(COLORS);
  await expect.poll(() => atHost.length).toBe(3);
  atHost[2]?.end('{}');
  expect(await texts([next])).toEqual(['200 {}']);
});

test('different questions are asked each for itself', async () => {
  const { fixture, atHost, ask } = await start('/api/v0.2/data/var');
  const genes = ['CD4', 'CD8A', 'MS4A1'];
  const askers = genes.map((gene) => ask(`/api/v0.2/data/var?var:name_0=${gene}`, { headers: data }));
  await expect.poll(() => atHost.length).toBe(3);
  fixture.host.asked.forEach(({ url }, place) => atHost[place]?.end(url.split('=')[1]));
  expect(await texts(askers)).toEqual(genes.map((gene) => `200 ${gene}`));
});

test('the same differential expression is computed once: all wait in one place of the line', async () => {
  const { fixture, atHost, boarded, ask, many } = await start(`POST ${DIFFEXP}`, { places: 1 });
  const heavy = () => fixture.proxy.figures(fixture.session.id).heavy;
  const before = ask(DIFFEXP, question(1));
  await expect.poll(() => atHost.length).toBe(1);
  const askers = many(10, DIFFEXP, question(2));
  await boarded(11);
  await expect.poll(heavy).toEqual({ running: 1, waiting: 1, refused: 0 });
  atHost[0]?.end('first');
  await expect.poll(() => atHost.length).toBe(2);
  expect(heavy()).toEqual({ running: 1, waiting: 0, refused: 0 });
  atHost[1]?.end('second');
  expect(await texts([before, ...askers])).toEqual(['200 first', ...same(10, '200 second')]);
  expect(fixture.host.asked).toHaveLength(2);
  expect(heavy()).toEqual({ running: 0, waiting: 0, refused: 0 });
  // And after that it is known.
  expect(await texts([ask(DIFFEXP, question(2))])).toEqual(['200 second']);
});

test('a line that all have left is given up: nothing is computed for nobody', async () => {
  const { fixture, atHost, boarded, ask, many } = await start(`POST ${DIFFEXP}`, { places: 1 });
  const heavy = () => fixture.proxy.figures(fixture.session.id).heavy;
  const before = ask(DIFFEXP, question(1));
  await expect.poll(() => atHost.length).toBe(1);
  const leavers = many(3, DIFFEXP, question(2));
  await boarded(4);
  await expect.poll(() => heavy().waiting).toBe(1);
  leavers.forEach((asker) => asker.leave());
  await expect.poll(() => heavy().waiting).toBe(0);
  atHost[0]?.end('first');
  expect(await texts([before])).toEqual(['200 first']);
  await expect.poll(heavy).toEqual({ running: 0, waiting: 0, refused: 0 });
  expect(fixture.host.asked).toHaveLength(1);
});

test('what is refused for want of places is refused to all who asked it together', async () => {
  const { fixture, atHost, boarded, ask, many } = await start(`POST ${DIFFEXP}`, { places: 1, longestWaitMs: 500 });
  const before = ask(DIFFEXP, question(1));
  await expect.poll(() => atHost.length).toBe(1);
  const askers = many(5, DIFFEXP, question(2));
  await boarded(6);
  const heard = await Promise.all(askers.map((asker) => asker.all()));
  const message = JSON.stringify({ message: refusalMessage('waited-too-long') });
  expect(heard.map(({ status, headers, bytes }) => [status, headers['retry-after'], bytes.toString()])).toEqual(
    heard.map(() => [503, '10', message]),
  );
  expect(fixture.proxy.figures(fixture.session.id).heavy.refused).toBe(1);
  atHost[0]?.end('first');
  expect(await texts([before])).toEqual(['200 first']);
  expect(fixture.host.asked).toHaveLength(1);
});

test('an answer too long to be shared is streamed to one, and the others ask for themselves', async () => {
  const { fixture, atHost, boarded, many } = await start('/api/v0.2/layout/obs');
  const askers = many(3, LAYOUT, { headers: data });
  await boarded(3);
  await expect.poll(() => atHost.length).toBe(1);
  // Nothing tells how long it will be.
  atHost[0]?.write('first ');
  await expect.poll(() => atHost.length).toBe(3);
  atHost.forEach((response) => response.end('whole'));
  expect((await texts(askers)).toSorted()).toEqual(['200 first whole', '200 whole', '200 whole']);
  const collaborators = fixture.host.asked.map(({ headers }) => headers['x-annotate-share-collaborator']);
  expect(collaborators).toEqual([NOBODY, 'program', 'program']);
});
