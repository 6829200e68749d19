import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inviteToken } from './testing/fake-session.ts';
import { cookieFrom, ProxyFixture } from './testing/proxy-fixture.ts';

let fixture: ProxyFixture;
beforeEach(async () => {
  fixture = await new ProxyFixture().start();
  fixture.host.json('/api/v0.2/colors', {}).json('/api/v0.2/layout/obs', {});
});
afterEach(() => fixture.stop());

const link = `/d/pbmc/-/invite/${inviteToken}`;
const asBrowser = { accept: 'text/html', 'user-agent': 'Mozilla/5.0 Firefox/140.0' };
/** Without `Accept` its answer is nobody else's: the host hears who asks. */
const layout = (cookie: string) => fixture.send('/d/pbmc/api/v0.2/layout/obs', { headers: { cookie } });
const colours = (cookie: string) => fixture.send('/d/pbmc/api/v0.2/colors', { headers: { cookie } });

describe('opening the link', () => {
  test.each(['GET', 'HEAD'])('by %s, as programs do that look ahead, signs nobody in', async (method) => {
    const answer = await fixture.send(link, { method, headers: { 'user-agent': 'Slackbot-LinkExpanding 1.0' } });
    expect(answer.status).toBe(200);
    expect((await colours(cookieFrom(answer))).status).toBe(401);
    expect(fixture.host.asked).toEqual([]);
  });

  test('shows one button, is kept by nobody, and hands its address to nobody', async () => {
    const { headers, body } = await fixture.send(link, { headers: asBrowser });
    expect(body).toContain('Open as Maria Okafor');
    expect([headers['cache-control'], headers['referrer-policy'], headers['x-robots-tag']]).toEqual([
      'no-store',
      'strict-origin',
      'noindex, nofollow',
    ]);
    expect(body).not.toContain(inviteToken);
  });

  test('in a browser that came in by it leads straight on', async () => {
    const cookie = cookieFrom(await fixture.acceptInvite(inviteToken));
    const again = await fixture.send(link, { headers: { ...asBrowser, cookie } });
    expect([again.status, again.headers.location]).toEqual([303, '/d/pbmc/']);
  });

  test('in a guest’s browser says whose sign-in ends', async () => {
    const cookie = await fixture.cookie();
    expect((await fixture.send(link, { headers: { ...asBrowser, cookie } })).body).toContain('signed in as Guest 1');
  });
});

describe('the button', () => {
  test('signs this browser in, and each browser is the same person', async () => {
    for (const _ of ['one browser', 'another']) {
      const answer = await fixture.acceptInvite(inviteToken);
      expect([answer.status, answer.headers.location]).toEqual([303, '/d/pbmc/']);
      expect((await layout(cookieFrom(answer))).status).toBe(200);
      expect(fixture.host.last.headers['x-annotate-share-collaborator']).toBe('maria');
    }
  });

  test.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a sandboxed frame', { origin: 'null' }],
  ])('pressed by %s does nothing', async (_, headers) => {
    const answer = await fixture.acceptInvite(inviteToken, headers);
    expect([answer.status, answer.headers['set-cookie']]).toEqual([403, undefined]);
  });

  test('without the form’s token shows the page again', async () => {
    const answer = await fixture.send(link, { method: 'POST', headers: { accept: 'text/html' } });
    expect([answer.status, answer.body.includes('Try it once more')]).toEqual([403, true]);
    expect((await colours(cookieFrom(answer))).status).toBe(401);
  });

  test('of a link that was revoked since its page was opened signs nobody in', async () => {
    const { token, cookie } = await fixture.openForm(link);
    fixture.session.gatekeeper.inviteHolds = false;
    const headers = { 'content-type': 'application/x-www-form-urlencoded', cookie };
    const answer = await fixture.send(link, { method: 'POST', headers, body: `token=${token}` });
    expect([answer.status, answer.headers['set-cookie']]).toEqual([404, undefined]);
  });

  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s is no way to press it', async (method) => {
    const answer = await fixture.send(link, { method });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, POST']);
  });
});

describe('a link that opens nothing', () => {
  const dead = [
    '',
    'x',
    '0'.repeat(52),
    inviteToken.slice(1),
    `${inviteToken}/`,
    '../sign-in',
    '%2e%2e',
    'constructor',
  ];
  test.each(dead)('"%s" is answered with one page that tells nothing', async (token) => {
    fixture.session.gatekeeper.inviteHolds = token !== inviteToken;
    const { status, body, headers } = await fixture.send(`/d/pbmc/-/invite/${token}`, { headers: asBrowser });
    expect(status).toBe(404);
    expect(body).toContain('This link does not open anything');
    expect(body).not.toMatch(/Maria|pbmc/);
    expect(headers['set-cookie']).toBeUndefined();
  });

  test('pressed or opened, expired or never made: one answer', async () => {
    fixture.session.gatekeeper.inviteHolds = false;
    const paths = [link, `/d/pbmc/-/invite/${'0'.repeat(52)}`, `/d/zulu/-/invite/${inviteToken}`];
    const answers = [];
    for (const path of paths) answers.push(await fixture.send(path, { headers: asBrowser }));
    const bodies = new Set(answers.map(({ status, body }) => `${status} ${body}`));
    expect(bodies.size).toBe(1);
  });

  test('tried again and again has to wait; a link that is right does not', async () => {
    const bad = () => fixture.send(`/d/pbmc/-/invite/${'0'.repeat(52)}`, { headers: asBrowser });
    await Promise.all(Array.from({ length: 10 }, bad));
    const answer = await bad();
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect((await fixture.acceptInvite(inviteToken)).status).toBe(303);
  });
});

test('while the session cannot be looked at a link still signs in: the page that waits comes after it', async () => {
  fixture.session.state = { kind: 'paused' };
  const cookie = cookieFrom(await fixture.acceptInvite(inviteToken));
  const answer = await fixture.send('/d/pbmc/', { headers: { ...asBrowser, cookie } });
  expect([answer.status, answer.body.includes('paused')]).toEqual([503, true]);
});
