import { afterEach, beforeEach, expect, test } from 'vitest';
import { ProxyFixture } from './testing/proxy-fixture.ts';

let fixture: ProxyFixture;
beforeEach(async () => {
  fixture = await new ProxyFixture().start();
  fixture.host.json('/api/v0.2/genesets', { genesets: [], tid: 0 });
});
afterEach(() => fixture.stop());

test.each([
  ['POST', '/api/v0.2/diffexp/obs', { diffexp: false, annotations: true }],
  ['PUT', '/api/v0.2/annotations/obs', { diffexp: true, annotations: false }],
  ['PUT', '/api/v0.2/genesets', { diffexp: true, annotations: false }],
])('%s %s switched off answers 501 as Annotate does, and the host is not asked', async (method, path, toggles) => {
  fixture.session.toggles = toggles;
  const answer = await fixture.ask(path, { method, body: '{}' });
  expect([answer.status, answer.headers['content-type']]).toEqual([501, 'application/json; charset=utf-8']);
  expect(Object.keys(JSON.parse(answer.body) as object)).toEqual(['message']);
  expect(fixture.host.asked).toEqual([]);
});

test('own gene sets can still be read', async () => {
  fixture.session.toggles = { diffexp: false, annotations: false };
  expect((await fixture.ask('/api/v0.2/genesets')).status).toBe(200);
});
