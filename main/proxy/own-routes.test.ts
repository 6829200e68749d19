import { afterEach, beforeEach, expect, test } from 'vitest';
import { annotationsOffStyle } from './annotations-off-style.ts';
import { inviteToken } from './testing/fake-session.ts';
import { cookieFrom, ProxyFixture, type Sent } from './testing/proxy-fixture.ts';
import { trustedProxies } from './trusted-proxies.ts';

let fixture: ProxyFixture;
beforeEach(async () => {
  fixture = await new ProxyFixture().start();
});
afterEach(() => fixture.stop());

test('the style that hides controls is served to whoever is signed in, and is a style', async () => {
  const answer = await fixture.ask('/-/annotations-off.css');
  expect([answer.status, answer.headers['content-type'], answer.body]).toEqual([
    200,
    'text/css; charset=utf-8',
    annotationsOffStyle,
  ]);
  expect((await fixture.send('/d/pbmc/-/annotations-off.css')).status).toBe(401);
});

test('nothing below our prefix ever reaches the host', async () => {
  for (const path of ['/-/', '/-/x', '/-/sign-out/x', '/-/../api/v0.2/config']) {
    expect((await fixture.ask(path)).status).toBe(404);
  }
  expect((await fixture.ask('/-/annotations-off.css', { method: 'POST' })).status).toBe(404);
  expect(fixture.host.asked).toEqual([]);
});

test('what signing out means is said as it is for how one came in', async () => {
  const page = async (headers: Sent['headers']) =>
    (await fixture.send('/d/pbmc/-/sign-out', { headers: { accept: 'text/html', ...headers } })).body;
  const guest = await page({ cookie: await fixture.cookie() });
  const invited = await page({ cookie: cookieFrom(await fixture.acceptInvite(inviteToken)) });
  expect([guest.includes('starts over as somebody new'), guest.includes('in all my browsers')]).toEqual([true, false]);
  expect([invited.includes('open your personal link again'), invited.includes('in all my browsers')]).toEqual([
    true,
    true,
  ]);
});

test('whom a web server in front has signed in is told that they cannot sign out here', async () => {
  const front = await new ProxyFixture({
    frontServer: { proxies: trustedProxies(['loopback']), secret: null, userHeader: 'x-remote-user' },
  }).start();
  Object.assign(front.session.gatekeeper, {
    admitFrontUser: (name: string) => ({ collaborator: 'x', signInId: null, name, role: 'viewer', by: 'front-server' }),
  });
  const headers = {
    'x-forwarded-for': '203.0.113.7',
    'x-forwarded-host': `127.0.0.1:${front.port}`,
    'x-remote-user': 'Anna <b>',
    accept: 'text/html',
  };
  const asked = await front.send('/d/pbmc/-/sign-out', { headers });
  expect(asked.status).toBe(200);
  expect(asked.body).toContain('signed in by the web server in front');
  expect(asked.body).toContain('Anna &lt;b&gt;');
  // No button that would do nothing, and nothing done by who presses one all the same.
  expect(asked.body).not.toMatch(/<form|<button/);
  const pressed = await front.send('/d/pbmc/-/sign-out', { method: 'POST', headers, body: 'token=x' });
  expect([pressed.status, pressed.body]).toEqual([200, asked.body]);
  await front.stop();
});

test('Annotate’s logo, which its page asks for one folder too high, is found again', async () => {
  fixture.host.on('/static/assets/icon-1.png', (_, response) => response.end('png'));
  const headers = { referer: `http://127.0.0.1:${fixture.port}/d/pbmc/` };
  const answer = await fixture.send('/d/static/assets/icon-1.png', { headers });
  expect([answer.status, answer.headers.location]).toEqual([307, '/d/pbmc/static/assets/icon-1.png']);
  expect((await fixture.ask('/static/assets/icon-1.png')).body).toBe('png');
});
