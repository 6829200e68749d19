import { request as httpRequest, type ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import type { AdmissionOptions } from './admission.ts';
import { refusalMessage } from './admission-policy.ts';
import { basic, ProxyFixture } from './testing/proxy-fixture.ts';

const DIFFEXP = '/api/v0.2/diffexp/obs';
const fixtures: ProxyFixture[] = [];
let asked = 0;

afterEach(() => Promise.all(fixtures.splice(0).map((fixture) => fixture.stop())));

const finish = (response: ServerResponse | undefined) =>
  response?.setHeader('Content-Type', 'application/json').end('{}');

/** A host that computes until the test ends it. */
async function start(admission: AdmissionOptions, heavyAtOnce: number) {
  const fixture = await new ProxyFixture({ admission }).start();
  fixtures.push(fixture);
  const running: ServerResponse[] = [];
  fixture.session.heavyAtOnce = heavyAtOnce;
  let isDone = false;
  fixture.host.on(`POST ${DIFFEXP}`, (_, response) => {
    running.push(response);
    if (isDone) finish(response);
  });
  const finishAll = () => {
    isDone = true;
    running.forEach(finish);
  };
  const figures = () => fixture.proxy.figures(fixture.session.id).heavy;
  return { fixture, running, finishAll, figures };
}

/** Another question each time: the same one would be asked once for all. */
function question(): string {
  asked += 1;
  const cells = (index: number) => ({ filter: { obs: { index: [index] } } });
  return JSON.stringify({ mode: 'topN', count: 10, set1: cells(asked), set2: cells(0) });
}

const json = { 'content-type': 'application/json' };

function compute(fixture: ProxyFixture, headers: Readonly<Record<string, string>> = {}) {
  return fixture.ask(DIFFEXP, { method: 'POST', body: question(), headers: { ...json, ...headers } });
}

test('who only looks or saves is answered at once, however many compute and wait', async () => {
  const { fixture, running, figures } = await start({ places: 4 }, 4);
  const { host } = fixture;
  host
    .on('/', (_, response) => response.setHeader('Content-Type', 'text/html').end('<html><head></head></html>'))
    .json('/api/v0.2/schema', { schema: { dataframe: { nObs: 1, nVar: 1 }, annotations: { obs: {}, var: {} } } })
    .json('/api/v0.2/config', { config: { parameters: {}, features: [] } })
    .on('PUT /api/v0.2/genesets', (_, response) => response.end('{}'))
    .on('/api/v0.2/data/var', (_, response) => response.end('matrix'));
  const heavy = Array.from({ length: 40 }, () => compute(fixture));
  await expect.poll(figures).toEqual({ running: 4, waiting: 36, refused: 0 });
  await expect.poll(() => running.length).toBe(4);
  const genes = Array.from({ length: 60 }, (_, gene) => fixture.ask(`/api/v0.2/data/var?var:name_0=gene-${gene}`));
  const others = ['/', '/api/v0.2/schema', '/api/v0.2/config'].map((path) => fixture.ask(path));
  const save = fixture.ask('/api/v0.2/genesets', { method: 'PUT', body: '{}', headers: json });
  const statuses = (await Promise.all([...genes, ...others, save])).map(({ status }) => status);
  expect(statuses).toEqual(statuses.map(() => 200));
  expect(figures()).toEqual({ running: 4, waiting: 36, refused: 0 });
  for (let number = 0; number < heavy.length; number += 1) {
    await expect.poll(() => running.length).toBeGreaterThan(number);
    finish(running[number]);
  }
  expect((await Promise.all(heavy)).map(({ status }) => status)).toEqual(heavy.map(() => 200));
  await expect.poll(figures).toEqual({ running: 0, waiting: 0, refused: 0 });
});

test('while the host answers from memory one is computed at a time, whatever the number of cores', async () => {
  const { fixture, running, figures } = await start({ places: 4 }, 1);
  const heavy = [compute(fixture), compute(fixture), compute(fixture)];
  await expect.poll(figures).toEqual({ running: 1, waiting: 2, refused: 0 });
  for (let number = 1; number <= heavy.length; number += 1) {
    await expect.poll(() => running.length).toBe(number);
    finish(running[number - 1]);
  }
  expect((await Promise.all(heavy)).map(({ status }) => status)).toEqual([200, 200, 200]);
});

test('one person’s twenty do not delay another’s first', async () => {
  const { fixture, running, figures } = await start({ places: 1 }, 1);
  const cookie = await fixture.cookie();
  const order: string[] = [];
  const many = Array.from({ length: 20 }, () => compute(fixture).then(() => order.push('program')));
  await expect.poll(figures).toEqual({ running: 1, waiting: 19, refused: 0 });
  const first = compute(fixture, { cookie, authorization: '' }).then(() => order.push('guest'));
  await expect.poll(() => figures().waiting).toBe(20);
  for (let number = 0; number <= many.length; number += 1) {
    await expect.poll(() => running.length).toBeGreaterThan(number);
    finish(running[number]);
    await expect.poll(() => order.length).toBe(number + 1);
  }
  await Promise.all([first, ...many]);
  expect(order.indexOf('guest')).toBe(1);
});

test.each([
  ['the line is full', { line: 1 }, 'line-full'],
  ['they waited too long', { longestWaitMs: 100 }, 'waited-too-long'],
] as const)('when %s they are told so, and when to come back', async (_, limits, why) => {
  const { fixture, finishAll, figures } = await start({ places: 1, ...limits }, 1);
  const answers = [compute(fixture), compute(fixture), compute(fixture)];
  const refused = await Promise.race(answers);
  expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '10' } });
  expect(JSON.parse(refused.body)).toEqual({ message: refusalMessage(why) });
  expect(figures().refused).toBeGreaterThan(0);
  finishAll();
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual(
    statuses.map((_, number) => (number < statuses.length - figures().refused ? 200 : 503)),
  );
});

test('when memory is short they are told so, their owner sees it, and who looks is answered', async () => {
  const little = { availableBytes: 1, totalBytes: 16 * 1024 ** 3 };
  const { fixture } = await start({ readMemory: () => Promise.resolve(little) }, 1);
  fixture.host.json('/api/v0.2/colors', {});
  const refused = await compute(fixture);
  expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '30' } });
  expect(JSON.parse(refused.body)).toEqual({ message: refusalMessage('memory') });
  expect(fixture.proxy.figures(fixture.session.id).memory).toMatchObject({ kind: 'short', refused: 1 });
  expect((await fixture.ask('/api/v0.2/colors')).status).toBe(200);
  expect(fixture.host.asked.map(({ url }) => url)).not.toContain(DIFFEXP);
});

test('somebody who leaves the line is not computed for', async () => {
  const { fixture, running, figures } = await start({ places: 1 }, 1);
  const first = compute(fixture);
  await expect.poll(() => running.length).toBe(1);
  const leaver = httpRequest({
    host: '127.0.0.1',
    port: fixture.port,
    path: `/d/pbmc${DIFFEXP}`,
    method: 'POST',
    headers: { authorization: basic, ...json },
    agent: false,
  });
  leaver.on('error', () => undefined).end(question());
  await expect.poll(() => figures().waiting).toBe(1);
  leaver.destroy();
  await expect.poll(() => figures().waiting).toBe(0);
  finish(running[0]);
  expect((await first).status).toBe(200);
  expect(running).toHaveLength(1);
});

test('a host that dies gives the place back', async () => {
  const { fixture, running } = await start({ places: 1 }, 1);
  const first = compute(fixture);
  await expect.poll(() => running.length).toBe(1);
  running[0]?.destroy();
  expect((await first).status).toBe(503);
  const second = compute(fixture);
  await expect.poll(() => running.length).toBe(2);
  finish(running[1]);
  expect((await second).status).toBe(200);
});
