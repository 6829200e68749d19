import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Asker } from '../testing/asker.ts';
import { columns, embeddings, fillWithAnnotate, font, script, style } from '../testing/fake-annotate.ts';
import { ProxyFixture } from '../testing/proxy-fixture.ts';
import { NOBODY } from './flights.ts';

const API = '/api/v0.2';
const data = { accept: 'application/octet-stream' };
const json = { accept: 'application/json' };

/** What a browser asks for when it opens a session, and what Annotate's script then asks for. */
const firstPage: readonly (readonly [path: string, headers: Readonly<Record<string, string>>])[] = [
  ['/', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }],
  [style, { accept: 'text/css,*/*;q=0.1' }],
  [script, { accept: '*/*' }],
  [font, { accept: '*/*' }],
  [`${API}/config`, json],
  [`${API}/schema`, json],
  [`${API}/colors`, json],
  [`${API}/genesets`, json],
  ...embeddings.map((name) => [`${API}/layout/obs?layout-name=${name}`, data] as const),
  ...columns.map((name) => [`${API}/annotations/obs?annotation-name=${name}`, data] as const),
  [`${API}/annotations/var?annotation-name=name_1`, data],
];

let fixture: ProxyFixture;

beforeEach(async () => {
  fixture = await new ProxyFixture().start();
  fillWithAnnotate(fixture.host);
});
afterEach(() => fixture.stop());

const paths = () => fixture.host.asked.map(({ url }) => url);
const prefetch = () => fixture.proxy.prefetch('pbmc');

describe('once it is fetched ahead', () => {
  test('the first visitor’s page reaches the host for nothing, whatever their role', async () => {
    await prefetch();
    const before = paths().length;
    for (const role of ['annotator', 'analyst', 'viewer'] as const) {
      fixture.session.gatekeeper.role = role;
      const cookie = await fixture.cookie();
      for (const [path, headers] of firstPage) {
        const sent = { headers: { ...headers, cookie, 'accept-encoding': 'br, gzip' } };
        expect([path, (await new Asker(fixture, path, sent).all()).status]).toEqual([path, 200]);
      }
    }
    expect(paths()).toHaveLength(before);
    expect(fixture.proxy.figures(fixture.session.id).answers).toMatchObject({ misses: 0, hits: 3 * firstPage.length });
  });

  test('the host was asked for each thing once, as nobody, and for nothing besides', async () => {
    await prefetch();
    expect(paths().toSorted()).toEqual(firstPage.map(([path]) => path).toSorted());
    const askers = fixture.host.asked.map(({ headers }) => headers['x-annotate-share-collaborator']);
    expect(new Set(askers)).toEqual(new Set([NOBODY]));
  });

  test('a second time only what a host that was started anew may say otherwise is asked again', async () => {
    await prefetch();
    const before = paths().length;
    await prefetch();
    expect(paths().slice(before)).toEqual([`${API}/config`]);
  });

  test('of another content all is fetched anew', async () => {
    await prefetch();
    fixture.session.content = 'content-2';
    await prefetch();
    expect(paths()).toHaveLength(2 * firstPage.length);
  });
});

test('asks little at a time, so that people who are there already are served', async () => {
  let now = 0;
  let most = 0;
  for (const path of ['layout/obs', 'annotations/obs', 'annotations/var'])
    fixture.host.on(`${API}/${path}`, (_, response) => {
      most = Math.max(most, (now += 1));
      setImmediate(() => {
        now -= 1;
        response.end('x');
      });
    });
  await prefetch();
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(2);
});

test('who asks while it is under way gets the same answer, not another one from the host', async () => {
  const atHost = Promise.withResolvers<() => void>();
  fixture.host.on(`${API}/colors`, (_, response) => atHost.resolve(() => response.end('{}')));
  const running = prefetch();
  const finish = await atHost.promise;
  const asking = fixture.ask(`${API}/colors`);
  await expect.poll(() => fixture.proxy.figures(fixture.session.id).answers.misses).toBe(1);
  finish();
  expect((await asking).status).toBe(200);
  await running;
  expect(paths().filter((path) => path === `${API}/colors`)).toHaveLength(1);
});

describe('never fails', () => {
  test('an error of Annotate: the rest is fetched, and the error is not kept', async () => {
    fixture.host.on(`${API}/colors`, (_, response) => response.writeHead(500, { 'Content-Length': 0 }).end());
    await prefetch();
    expect(paths()).toContain(`${API}/annotations/obs?annotation-name=${columns[1]}`);
    fixture.host.json(`${API}/colors`, {});
    expect((await fixture.ask(`${API}/colors`)).status).toBe(200);
  });

  test.each([
    ['a schema that is none', `GET ${API}/schema`],
    ['a configuration that is none', `${API}/config`],
  ])('%s', async (_, route) => {
    fixture.host.json(route, { surprise: true });
    await expect(prefetch()).resolves.toBeUndefined();
    expect((await fixture.ask(`${API}/colors`)).status).toBe(200);
  });

  test('a page that names what is not of this session', async () => {
    fixture.host.on('/', (_, response) =>
      response
        .setHeader('Content-Type', 'text/html')
        .end(
          '<html><head><script src="static/../api/v0.2/x.js"></script><link href="static/%2e%2e/y.css"></head></html>',
        ),
    );
    await prefetch();
    expect(paths().filter((path) => path.endsWith('.js') || path.endsWith('.css'))).toEqual([]);
    expect(paths()).toContain(`${API}/colors`);
  });

  test('a session that is not there, and one that is not open', async () => {
    await fixture.proxy.prefetch('unknown');
    fixture.session.state = { kind: 'starting' };
    await prefetch();
    expect(paths()).toEqual([]);
  });

  test('a host that is gone', async () => {
    await fixture.host.stop();
    await expect(prefetch()).resolves.toBeUndefined();
  });
});

describe('ends', () => {
  test.each<[string, () => void]>([
    ['the session sleeps', () => (fixture.session.state = { kind: 'asleep' })],
    ['the session is over', () => (fixture.session.state = { kind: 'broken' })],
    ['the file has changed', () => (fixture.session.content = 'content-2')],
  ])('when %s: nothing more is asked', async (_, happens) => {
    fixture.host.on(`${API}/colors`, (_request, response) => {
      happens();
      response.end('{}');
    });
    await prefetch();
    // What was asked at the same time may have come.
    expect(paths().filter((path) => path.includes('static') || path.includes('obs'))).toEqual([]);
  });

  test('when half of what may be kept is filled: the rest is for what people ask for', async () => {
    const small = await new ProxyFixture({ cacheLimitBytes: 400 * 1024 }).start();
    fillWithAnnotate(small.host);
    const layout = Buffer.alloc(90 * 1024, 1);
    small.host.on(`${API}/layout/obs`, (_, response) =>
      response.setHeader('Content-Length', layout.length).end(layout),
    );
    await small.proxy.prefetch('pbmc');
    const asked = small.host.asked.map(({ url }) => url);
    expect(asked.some((url) => url.includes('layout'))).toBe(true);
    expect(asked.some((url) => url.includes('annotations'))).toBe(false);
    expect((await small.ask(`${API}/annotations/obs?annotation-name=louvain`, { headers: data })).status).toBe(200);
    await small.stop();
  });
});
