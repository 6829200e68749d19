import { afterAll, beforeAll, expect, test } from 'vitest';
import { ProxyFixture } from './testing/proxy-fixture.ts';

let fixture: ProxyFixture;
beforeAll(async () => {
  fixture = await new ProxyFixture().start();
});
afterAll(() => fixture.stop());

test.each([
  '/health',
  '/api/v0.2/%73chema',
  '/static/..%2f..%2fetc/passwd',
  '/static/../../x',
  '/.git/config',
  '/api/v0.2/schema;x',
])('%s does not exist, and the host is not asked', async (path) => {
  expect((await fixture.ask(path)).status).toBe(404);
  expect(fixture.host.asked).toEqual([]);
});

test('a wrong method is told in Annotate’s words, with those that there are', async () => {
  const answer = await fixture.ask('/api/v0.2/genesets', { method: 'DELETE' });
  expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, PUT']);
  expect(JSON.parse(answer.body)).toEqual({ message: 'The method is not allowed for the requested URL.' });
});

test('somebody who looks at a page gets a page', async () => {
  const answer = await fixture.ask('/nowhere', { headers: { accept: 'text/html' } });
  expect([answer.status, answer.body.includes('There is nothing here')]).toEqual([404, true]);
});
