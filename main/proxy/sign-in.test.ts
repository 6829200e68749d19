import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { password } from './testing/fake-session.ts';
import { cookieFrom, ProxyFixture } from './testing/proxy-fixture.ts';

let fixture: ProxyFixture;
beforeEach(async () => {
  fixture = await new ProxyFixture().start();
  fixture.host.json('/api/v0.2/colors', {});
});
afterEach(() => fixture.stop());

const browser = { accept: 'text/html,application/xhtml+xml', 'user-agent': 'Mozilla/5.0 Firefox/140.0' };
const form = { user: 'guest', password };

describe('somebody who is not signed in', () => {
  test('a browser that opens the link gets the sign-in page, and no dialog of its own', async () => {
    const answer = await fixture.send('/d/pbmc/', { headers: browser });
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBeUndefined();
    expect(answer.body).toContain('action="/d/pbmc/-/sign-in"');
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('Annotate’s page that is open already is told so, without a dialog', async () => {
    const answer = await fixture.send('/d/pbmc/api/v0.2/colors', {
      headers: { ...browser, accept: 'application/json' },
    });
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, undefined]);
    expect(JSON.parse(answer.body)).toHaveProperty('message');
  });

  test('a program is asked for Basic credentials', async () => {
    const answer = await fixture.send('/d/pbmc/api/v0.2/colors');
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Basic realm="Annotate Share"']);
  });

  test.each(['Basic', 'Basic !!!', 'Bearer x', 'Basic Z3Vlc3Q=', 'Basic Og=='])(
    '%s is nobody',
    async (authorization) => {
      expect((await fixture.send('/d/pbmc/api/v0.2/colors', { headers: { authorization } })).status).toBe(401);
    },
  );
});

describe('the form', () => {
  test('signs in with a cookie for this session alone and leads to its page', async () => {
    const answer = await fixture.signIn(form);
    expect([answer.status, answer.headers.location]).toEqual([303, '/d/pbmc/']);
    for (const line of answer.headers['set-cookie'] ?? []) {
      expect(line).toMatch(/; path=\/d\/pbmc\/; expires=[^;]+; samesite=lax; httponly$/i);
    }
    const headers = { cookie: cookieFrom(answer) };
    expect((await fixture.send('/d/pbmc/api/v0.2/colors', { headers })).status).toBe(200);
    expect((await fixture.send('/d/none/api/v0.2/colors', { headers })).status).toBe(401);
  });

  test('each browser is a guest of its own', async () => {
    for (const expected of ['guest-1', 'guest-2']) {
      await fixture.send('/d/pbmc/api/v0.2/annotations/obs', { headers: { cookie: await fixture.cookie() } });
      expect(fixture.host.last.headers['x-annotate-share-collaborator']).toBe(expected);
    }
  });

  test('a cookie that was tampered with is nobody', async () => {
    const forged = Buffer.from(JSON.stringify({ id: 'sign-in-2' })).toString('base64');
    await fixture.cookie();
    await fixture.cookie();
    const cookie = (await fixture.cookie()).replace(/annotate-share=[^;]+/, `annotate-share=${forged}`);
    expect((await fixture.send('/d/pbmc/api/v0.2/colors', { headers: { cookie } })).status).toBe(401);
  });

  test('a wrong password shows the page again, with the sentence and the name that was typed', async () => {
    const answer = await fixture.signIn({ user: 'gast', password: 'wrong' });
    expect([answer.status, answer.headers['set-cookie']]).toEqual([401, undefined]);
    expect(answer.body).toContain('do not go together');
    expect(answer.body).toContain('value="gast"');
    expect(answer.body).not.toContain('wrong"');
  });

  test.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['a sandboxed frame', { origin: 'null' }],
  ])('sent by %s is refused before the password is looked at', async (_, headers) => {
    const answer = await fixture.signIn(form, 'pbmc', headers);
    expect([answer.status, answer.headers['set-cookie']]).toEqual([403, undefined]);
    expect(fixture.session.gatekeeper.checks).toBe(0);
  });

  test.each(['', 'user=guest', 'user=guest&user=x&password=y', '%%%', 'password[a]=b'])(
    'garbage (%s) signs nobody in',
    async (body) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
      expect((await fixture.send('/d/pbmc/-/sign-in', { method: 'POST', headers, body })).status).toBe(401);
    },
  );

  test.each([
    ['application/json', '{"user":"guest"}', 401],
    ['application/x-www-form-urlencoded; charset=utf-7', 'user=x', 415],
  ])('%s is not a form', async (type, body, status) => {
    expect(
      (await fixture.send('/d/pbmc/-/sign-in', { method: 'POST', headers: { 'content-type': type }, body })).status,
    ).toBe(status);
  });

  test('after ten failures the page says how long to wait; whoever is signed in already is not held up', async () => {
    const cookie = await fixture.cookie();
    for (let count = 0; count < 10; count += 1) await fixture.signIn({ user: 'guest', password: 'wrong' });
    const answer = await fixture.signIn(form);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.body).toMatch(/Wait \d+ seconds?/);
    expect((await fixture.send('/d/pbmc/api/v0.2/colors', { headers: { cookie } })).status).toBe(200);
  });

  test('opened as a page it leads to the sign-in page', async () => {
    const answer = await fixture.send('/d/pbmc/-/sign-in', { headers: browser });
    expect([answer.status, answer.headers.location]).toEqual([303, '/d/pbmc/']);
  });
});

describe('Basic credentials', () => {
  test('are checked once, not at each request', async () => {
    for (let count = 0; count < 5; count += 1) expect((await fixture.ask('/api/v0.2/colors')).status).toBe(200);
    expect(fixture.session.gatekeeper.checks).toBe(1);
  });

  test('that fail ten times have to wait; a program known already goes on', async () => {
    const wrong = { headers: { authorization: `Basic ${Buffer.from('guest:wrong').toString('base64')}` } };
    await fixture.ask('/api/v0.2/colors');
    for (let count = 0; count < 10; count += 1) expect((await fixture.ask('/api/v0.2/colors', wrong)).status).toBe(401);
    const answer = await fixture.ask('/api/v0.2/colors', wrong);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect((await fixture.ask('/api/v0.2/colors')).status).toBe(200);
  });

  test('that another site makes a browser send change nothing', async () => {
    const headers = { origin: 'https://evil.example' };
    expect((await fixture.ask('/api/v0.2/genesets', { method: 'PUT', headers, body: '{}' })).status).toBe(403);
    expect(fixture.host.asked).toEqual([]);
  });
});

describe('signing out', () => {
  test('asks first, then revokes and takes the cookie back', async () => {
    const cookie = await fixture.cookie();
    const asked = await fixture.send('/d/pbmc/-/sign-out', { headers: { ...browser, cookie } });
    expect([asked.status, asked.body.includes('action="/d/pbmc/-/sign-out"')]).toEqual([200, true]);
    const answer = await fixture.send('/d/pbmc/-/sign-out', { method: 'POST', headers: { cookie } });
    expect([answer.status, answer.headers.location]).toEqual([303, '/d/pbmc/']);
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^annotate-share=; path=\/d\/pbmc\/; expires=Thu, 01 Jan 1970/);
    expect((await fixture.send('/d/pbmc/api/v0.2/colors', { headers: { cookie } })).status).toBe(401);
  });

  test('cannot be done to somebody by another site', async () => {
    const cookie = await fixture.cookie();
    const headers = { cookie, origin: 'https://evil.example' };
    expect((await fixture.send('/d/pbmc/-/sign-out', { method: 'POST', headers })).status).toBe(403);
    expect((await fixture.send('/d/pbmc/api/v0.2/colors', { headers: { cookie } })).status).toBe(200);
  });
});
