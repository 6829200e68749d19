import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nothingHidden, type Hides } from '../../contract/hides.ts';
import { toHeader } from './hides-header.ts';
import { fillWithAnnotate } from './testing/fake-annotate.ts';
import { ProxyFixture } from './testing/proxy-fixture.ts';

const patient: Hides = { columns: ['patient'], expression: false };
const noValues: Hides = { columns: [], expression: true };
const data = { accept: 'application/octet-stream' };
const COLUMN = '/api/v0.2/annotations/obs?annotation-name=louvain';
let fixture: ProxyFixture;

beforeEach(async () => {
  fixture = await new ProxyFixture().start();
  fillWithAnnotate(fixture.host);
});
afterEach(() => fixture.stop());

/** As a session shows it after a change: the door is looked up anew, and its content has another name. */
function hide(hides: Hides): void {
  fixture.session.hides = hides;
  fixture.session.content = JSON.stringify(hides);
}

const toldToHost = () => fixture.host.asked.map(({ headers }) => String(headers['x-annotate-share-hides']));

describe('the host is told what is hidden', () => {
  test.each<[string, string, string?]>([
    ['GET', '/'],
    ['GET', '/api/v0.2/schema'],
    ['GET', '/api/v0.2/config'],
    ['GET', '/api/v0.2/colors'],
    ['GET', '/api/v0.2/genesets'],
    ['GET', COLUMN],
    ['GET', '/api/v0.2/annotations/obs'],
    ['GET', '/api/v0.2/annotations/obs?annotation-name=patient'],
    ['GET', '/api/v0.2/layout/obs?layout-name=umap'],
    ['GET', '/api/v0.2/data/var?obs:patient=x'],
    ['PUT', '/api/v0.2/data/var', '{"filter":{}}'],
    ['GET', '/api/v0.2/summarize/var?method=mean'],
    ['POST', '/api/v0.2/summarize/var', 'method=mean'],
    ['POST', '/api/v0.2/diffexp/obs', '{"mode":"topN"}'],
    ['PUT', '/api/v0.2/annotations/obs', 'x'],
    ['PUT', '/api/v0.2/genesets', '{}'],
  ])('with each %s %s', async (method, path, body) => {
    hide(patient);
    const headers = { ...data, 'x-annotate-share-hides': toHeader(nothingHidden) };
    await fixture.ask(path, { method, headers, ...(body === undefined ? {} : { body }) });
    expect(fixture.host.asked.length).toBeGreaterThan(0);
    for (const told of toldToHost()) expect(told).toBe('{"columns":["patient"],"expression":false}');
  });

  test('ahead of the first visitor, too', async () => {
    hide(patient);
    await fixture.proxy.prefetch('pbmc');
    expect(fixture.host.asked.length).toBeGreaterThan(5);
    for (const told of toldToHost()) expect(told).toBe(toHeader(patient));
  });
});

test('a change holds for the very next request, though the answer was kept', async () => {
  const ask = async () => (await fixture.ask(COLUMN, { headers: data })).status;
  await ask();
  const before = fixture.host.asked.length;
  await ask();
  expect(fixture.host.asked).toHaveLength(before);
  hide(patient);
  await ask();
  expect(toldToHost().at(-1)).toBe(toHeader(patient));
  expect(fixture.host.asked.length).toBeGreaterThan(before);
  hide(nothingHidden);
  await ask();
  expect(toldToHost().at(-1)).toBe(toHeader(nothingHidden));
});

test('who asks after a change does not get the answer that was asked for before it', async () => {
  const path = '/api/v0.2/colors';
  const answers: (() => void)[] = [];
  const arrived = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
  fixture.host.on(path, (request, response) => {
    const told = String(request.headers['x-annotate-share-hides']);
    answers.push(() => response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ told })));
    arrived[answers.length - 1]?.resolve(null);
  });
  const early = fixture.ask(path);
  await arrived[0]?.promise;
  hide(patient);
  const late = fixture.ask(path);
  await arrived[1]?.promise;
  for (const answer of answers) answer();
  expect(JSON.parse((await early).body)).toEqual({ told: toHeader(nothingHidden) });
  expect(JSON.parse((await late).body)).toEqual({ told: toHeader(patient) });
});

test('what was asked while the host started again carries what is hidden by then, and is not kept for before', async () => {
  const path = '/api/v0.2/colors';
  const open = fixture.session.state;
  const waited = Promise.withResolvers<null>();
  const asked = Promise.withResolvers<null>();
  fixture.session.state = { kind: 'asleep' };
  fixture.session.wake = () => {
    asked.resolve(null);
    return waited.promise.then(() => undefined);
  };
  const answer = fixture.ask(path);
  await asked.promise;
  hide(patient);
  fixture.session.state = open;
  waited.resolve(null);
  expect((await answer).status).toBe(200);
  expect(toldToHost().at(-1)).toBe(toHeader(patient));
});

describe('without expression values', () => {
  beforeEach(() => hide(noValues));

  test.each<[string, string]>([
    ['GET', '/api/v0.2/data/var?var:name_0=CD4'],
    ['HEAD', '/api/v0.2/data/var?var:name_0=CD4'],
    ['PUT', '/api/v0.2/data/var'],
    ['GET', '/api/v0.2/summarize/var?method=mean&var:name_0=CD4'],
    ['POST', '/api/v0.2/summarize/var'],
    ['POST', '/api/v0.2/diffexp/obs'],
  ])('%s %s is switched off, and the host is not asked', async (method, path) => {
    const { status } = await fixture.ask(path, { method, headers: data });
    expect([status, fixture.host.asked.length]).toEqual([501, 0]);
  });

  test('the page shows no genes and offers no differential expression', async () => {
    const page = await fixture.ask('/', { headers: { accept: 'text/html' } });
    expect(page.body).toContain('<link rel="stylesheet" href="-/expression-off.css">');
    const style = await fixture.ask('/-/expression-off.css');
    expect([style.status, style.headers['content-type']]).toEqual([200, 'text/css; charset=utf-8']);
    expect(style.body).toContain('right-sidebar');
    const config = await fixture.ask('/api/v0.2/config');
    expect(JSON.parse(config.body)).toMatchObject({ config: { parameters: { 'disable-diffexp': true } } });
  });

  test('cells, embeddings and annotations go on', async () => {
    for (const path of [COLUMN, '/api/v0.2/layout/obs?layout-name=umap', '/api/v0.2/annotations/var'])
      expect((await fixture.ask(path, { headers: data })).status).toBe(200);
    expect((await fixture.ask('/api/v0.2/annotations/obs', { method: 'PUT', body: 'x' })).status).toBe(200);
  });
});

describe('any name travels in a header as it is', () => {
  test.each([
    ['Müller, "Anna"'],
    ['患者'],
    ['🧬'],
    ['a\r\nX-Annotate-Share-Secret: 1'],
    ['\u0000\u007f\u0080'],
    ['\ud800 alone'],
    [' spaces '],
    ['\\u0041'],
  ])('%j', async (name) => {
    hide({ columns: [name, 'b'], expression: false });
    expect((await fixture.ask('/api/v0.2/colors')).status).toBe(200);
    const told = toldToHost().at(-1) ?? '';
    expect(told).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.parse(told)).toEqual({ columns: [name, 'b'], expression: false });
  });
});
