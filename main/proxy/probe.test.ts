import { afterAll, beforeAll, expect, test } from 'vitest';
import { ProxyFixture } from './testing/proxy-fixture.ts';

const question = '0123456789abcdef0123456789abcdef';
let fixture: ProxyFixture;
beforeAll(async () => {
  fixture = await new ProxyFixture().start();
  fixture.session.probe = (asked) => (asked === question ? 'only we know' : null);
});
afterAll(() => fixture.stop());

test('what is being asked is answered without a sign-in, once and for nobody to keep', async () => {
  const answer = await fixture.send(`/d/pbmc/-/probe/${question}`);
  expect(answer).toMatchObject({ status: 200, body: 'only we know' });
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.headers['set-cookie']).toBeUndefined();
});

const other = 'f'.repeat(32);
test.each([
  ['a question that is not asked', `/d/pbmc/-/probe/${other}`, 'GET'],
  ['another session', `/d/other/-/probe/${question}`, 'GET'],
  ['more behind it', `/d/pbmc/-/probe/${question}/`, 'GET'],
  ['a query', `/d/pbmc/-/probe/${question}?x`, 'GET'],
  ['another method', `/d/pbmc/-/probe/${question}`, 'POST'],
  ['no question', '/d/pbmc/-/probe/', 'GET'],
])('%s is answered like any other path', async (_what, path, method) => {
  const anything = path.startsWith('/d/other') ? '/d/other/anything' : '/d/pbmc/anything';
  const [answer, like] = [await fixture.send(path, { method }), await fixture.send(anything, { method })];
  const without = ({ headers }: typeof answer) => ({ ...headers, date: '', 'x-request-id': '' });
  expect([answer.status, answer.body, without(answer)]).toEqual([like.status, like.body, without(like)]);
  expect(answer.body).not.toContain('only we know');
});

test('nor at another door than the session’s own name', async () => {
  fixture.tunnels.push({ host: 'abc.relay.example', slug: 'elsewhere' });
  const answer = await fixture.send(`/d/pbmc/-/probe/${question}`, { headers: { host: 'abc.relay.example' } });
  expect(answer.body).not.toContain('only we know');
});
