/** What the audit is told of requests, through the real proxy. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Witnessed } from './ports.ts';
import { Asker } from './testing/asker.ts';
import { inviteToken, password } from './testing/fake-session.ts';
import { basic, cookieFrom, ProxyFixture } from './testing/proxy-fixture.ts';

const colors = '/d/pbmc/api/v0.2/colors';
const wrong = `Basic ${Buffer.from('guest:wrong').toString('base64')}`;
let fixture: ProxyFixture;
let witnessed: Witnessed[];

beforeEach(async () => {
  witnessed = [];
  fixture = await new ProxyFixture({ witness: (event) => witnessed.push(event) }).start();
  fixture.host.json('/api/v0.2/colors', {});
  fixture.host.json('/api/v0.2/genesets', {});
  fixture.host.json('/api/v0.2/diffexp/obs', []);
});
afterEach(() => fixture.stop());

/** What was told since the last time it was asked. */
function told(): (string | null)[][] {
  return witnessed.splice(0).map(({ visitor, deed }) => [visitor?.name ?? null, deed.action, deed.subject]);
}

test('the sign-in page: wrong, right, out, and out everywhere', async () => {
  await fixture.signIn({ user: 'guest', password: 'wrong' });
  expect(told()).toEqual([[null, 'sign-in-refused', 'password']]);
  const cookie = cookieFrom(await fixture.signIn({ user: 'guest', password }));
  expect(told()).toEqual([['Guest 1', 'signed-in', 'general-link']]);
  await fixture.send(colors, { headers: { cookie } });
  expect(told()).toEqual([]);
  await fixture.submit('/d/pbmc/-/sign-out', '/d/pbmc/-/sign-out', { where: 'everywhere' }, { cookie });
  expect(told()).toEqual([['Guest 1', 'signed-out-everywhere', null]]);
});

test('a personal link: looking is nothing, a link that is made up is refused, a browser that is in already does not sign in', async () => {
  await fixture.send(`/d/pbmc/-/invite/${inviteToken}`, { headers: { accept: 'text/html' } });
  expect(told()).toEqual([]);
  await fixture.send(`/d/pbmc/-/invite/${'cd'.repeat(26)}`, { headers: { accept: 'text/html' } });
  expect(told()).toEqual([[null, 'sign-in-refused', 'link']]);
  await fixture.acceptInvite(inviteToken);
  expect(told()).toEqual([['Maria Okafor', 'signed-in', 'invite']]);
});

test('a program signs in with each request, and is told of once; its deeds each time', async () => {
  await fixture.send(colors, { headers: { authorization: wrong } });
  expect(told()).toEqual([[null, 'sign-in-refused', 'program']]);
  for (let time = 0; time < 3; time += 1) await fixture.send(colors, { headers: { authorization: basic } });
  expect(told()).toEqual([['Programs', 'signed-in', 'program']]);
  await fixture.ask('/none');
  expect(told()).toEqual([]);
  for (let time = 0; time < 2; time += 1) await fixture.ask('/api/v0.2/diffexp/obs', { method: 'POST', body: '{}' });
  expect(told()).toEqual([
    ['Programs', 'ran-diffexp', null],
    ['Programs', 'ran-diffexp', null],
  ]);
  fixture.session.toggles = { diffexp: false, annotations: false };
  await fixture.ask('/api/v0.2/diffexp/obs', { method: 'POST', body: '{}' });
  await fixture.ask('/api/v0.2/genesets', { method: 'PUT', body: '{}' });
  expect(told()).toEqual([
    ['Programs', 'refused', 'diffexp'],
    ['Programs', 'refused', 'annotations'],
  ]);
});

test('who leaves while their differential expression is computed is told to have', async () => {
  fixture.host.on('POST /api/v0.2/diffexp/obs', () => undefined);
  const asker = new Asker(fixture, '/api/v0.2/diffexp/obs', { method: 'POST', body: '{}' });
  await expect.poll(() => fixture.host.asked.length).toBe(1);
  asker.leave();
  await expect
    .poll(() => witnessed.map(({ deed }) => deed))
    .toContainEqual({
      action: 'ran-diffexp',
      subject: null,
      value: 'left',
    });
});

test('at a link that does not exist a try is told as at one that does, without a session', async () => {
  for (const slug of ['pbmc', 'none']) {
    await fixture.signIn({ user: 'guest', password: 'wrong' }, slug);
    await fixture.send(`/d/${slug}/`, { headers: { authorization: wrong } });
  }
  const [form, program, elsewhereForm, elsewhereProgram] = witnessed;
  expect(form).toMatchObject({ session: 'session-1', visitor: null, address: '127.0.0.1' });
  expect(elsewhereForm).toEqual({ ...form, session: null });
  expect(elsewhereProgram).toEqual({ ...program, session: null });
});

test('what another page sends is refused and told', async () => {
  const cookie = await fixture.cookie();
  told();
  await fixture.send('/d/pbmc/api/v0.2/genesets', {
    method: 'PUT',
    headers: { cookie, origin: 'https://evil.example' },
    body: '{}',
  });
  expect(told()).toEqual([[null, 'refused', 'other-page']]);
});

test('nothing that was typed or sent is told', async () => {
  await fixture.signIn({ user: 'a-password-in-the-wrong-field', password: 'typed-password' });
  await fixture.signIn({ user: 'guest', password });
  await fixture.acceptInvite(inviteToken);
  const text = JSON.stringify(witnessed.map(({ deed, address, session }) => ({ deed, address, session })));
  for (const secret of ['a-password-in-the-wrong-field', 'typed-password', password, inviteToken])
    expect(text).not.toContain(secret);
});
