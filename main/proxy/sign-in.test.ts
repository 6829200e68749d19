import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { inviteToken, password } from './testing/fake-session.ts';
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

  test('a browser gets it in its language, and so it does for a session that does not exist; no store takes one for the other', async () => {
    const inGerman = { ...browser, 'accept-language': 'de-CH,de;q=0.9,en;q=0.5' };
    const [there, missing, english] = await Promise.all([
      fixture.send('/d/pbmc/', { headers: inGerman }),
      fixture.send('/d/qcnd/', { headers: inGerman }),
      fixture.send('/d/pbmc/', { headers: browser }),
    ]);
    const blank = (text: string) => text.replaceAll(/\/d\/\w+\//g, '/d/…/').replace(/value="[0-9a-f]{32}"/, '');
    expect(blank(there.body)).toBe(blank(missing.body));
    expect([there.body, english.body].map((body) => /<html lang="(\w+)">/.exec(body)?.[1])).toEqual(['de', 'en']);
    expect(there.body).toContain('Melden Sie sich an');
    expect([there, missing, english].map(({ headers }) => headers['vary'])).toEqual(Array(3).fill('Accept-Language'));
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
    expect(answer.status).toBe(401);
    const headers = { cookie: cookieFrom(answer) };
    expect((await fixture.send('/d/pbmc/api/v0.2/colors', { headers })).status).toBe(401);
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
    expect(fixture.session.gatekeeper.looks).toBe(0);
  });

  test.each(['', 'user=guest', 'user=guest&user=x&password=y', '%%%', 'password[a]=b'])(
    'garbage (%s) signs nobody in, with a form’s token and without',
    async (body) => {
      const { token, cookie } = await fixture.openForm('/d/pbmc/');
      const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', cookie };
      const post = (content: string) => fixture.send('/d/pbmc/-/sign-in', { method: 'POST', headers, body: content });
      expect((await post(`token=${token}&${body}`)).status).toBe(401);
      expect((await post(body)).status).toBe(403);
    },
  );

  test.each(['no token', 'another browser’s token', 'no cookie'])(
    'with %s is shown again, and not looked at',
    async (how) => {
      const [mine, theirs] = [await fixture.openForm('/d/pbmc/'), await fixture.openForm('/d/pbmc/')];
      const token = how === 'no token' ? '' : how === 'no cookie' ? mine.token : theirs.token;
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'text/html',
        ...(how === 'no cookie' ? {} : { cookie: mine.cookie }),
      };
      const body = new URLSearchParams({ token, ...form }).toString();
      const answer = await fixture.send('/d/pbmc/-/sign-in', { method: 'POST', headers, body });
      expect([answer.status, answer.body.includes('Try it once more')]).toEqual([403, true]);
      expect(fixture.session.gatekeeper.looks).toBe(0);
    },
  );

  test.each([
    ['application/json', '{"user":"guest"}', 403],
    ['application/x-www-form-urlencoded; charset=utf-7', 'user=x', 415],
  ])('%s is not a form', async (type, body, status) => {
    expect(
      (await fixture.send('/d/pbmc/-/sign-in', { method: 'POST', headers: { 'content-type': type }, body })).status,
    ).toBe(status);
  });

  test('after ten failures a wrong one is told to wait; the right one gets in, and whoever is in goes on', async () => {
    const cookie = await fixture.cookie();
    await Promise.all(Array.from({ length: 10 }, () => fixture.signIn({ user: 'guest', password: 'wrong' })));
    const answer = await fixture.signIn({ user: 'guest', password: 'wrong' });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.body).toMatch(/Wait \d+ seconds?/);
    expect((await fixture.send('/d/pbmc/api/v0.2/colors', { headers: { cookie } })).status).toBe(200);
    expect((await fixture.signIn(form)).status).toBe(303);
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

  test('that fail ten times are told to wait; the right ones are let in all the same', async () => {
    const wrong = { headers: { authorization: `Basic ${Buffer.from('guest:wrong').toString('base64')}` } };
    const first = await Promise.all(Array.from({ length: 10 }, () => fixture.ask('/api/v0.2/colors', wrong)));
    expect(first.map(({ status }) => status)).toEqual(Array(10).fill(401));
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
  const page = '/d/pbmc/-/sign-out';

  test('asks first, then ends the sign-in; the cookie stands for nobody any more', async () => {
    const cookie = await fixture.cookie();
    const asked = await fixture.send(page, { headers: { ...browser, cookie } });
    expect([asked.status, asked.body.includes(`action="${page}"`)]).toEqual([200, true]);
    const answer = await fixture.submit(page, page, {}, { cookie });
    expect([answer.status, answer.headers.location]).toEqual([303, '/d/pbmc/']);
    for (const old of [cookie, cookieFrom(answer)]) {
      expect((await fixture.send('/d/pbmc/api/v0.2/colors', { headers: { cookie: old } })).status).toBe(401);
    }
  });

  test('without the form’s token asks again instead', async () => {
    const cookie = await fixture.cookie();
    expect((await fixture.send(page, { method: 'POST', headers: { cookie } })).status).toBe(403);
    expect((await fixture.send('/d/pbmc/api/v0.2/colors', { headers: { cookie } })).status).toBe(200);
  });

  test('cannot be done to somebody by another site', async () => {
    const cookie = await fixture.cookie();
    const answer = await fixture.submit(page, page, {}, { cookie, origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
    expect((await fixture.send('/d/pbmc/api/v0.2/colors', { headers: { cookie } })).status).toBe(200);
  });

  test('everywhere ends all browsers of that person, and of nobody else', async () => {
    const [here, there] = [await fixture.acceptInvite(inviteToken), await fixture.acceptInvite(inviteToken)].map(
      cookieFrom,
    );
    const guest = await fixture.cookie();
    if (here === undefined || there === undefined) throw new Error('nobody came in');
    expect((await fixture.send(page, { headers: { ...browser, cookie: guest } })).body).not.toContain(
      'all my browsers',
    );
    expect((await fixture.send(page, { headers: { ...browser, cookie: here } })).body).toContain('all my browsers');
    await fixture.submit(page, page, { where: 'everywhere' }, { cookie: here });
    const statuses = await Promise.all(
      [here, there, guest].map((cookie) => fixture.send('/d/pbmc/api/v0.2/colors', { headers: { cookie } })),
    );
    expect(statuses.map(({ status }) => status)).toEqual([401, 401, 200]);
  });
});

describe('a browser that is not in any more is told why', () => {
  test.each([
    ['put-out', 'You are not signed in any more'],
    ['too-many', 'more than ten browsers'],
    ['signed-out', 'Use the user name and password'],
  ] as const)('%s', async (ending, sentence) => {
    const cookie = await fixture.cookie();
    fixture.session.gatekeeper.ended.set('sign-in-1', ending);
    const answer = await fixture.send('/d/pbmc/', { headers: { ...browser, cookie } });
    expect(answer.status).toBe(401);
    expect(answer.body).toContain(sentence);
    expect(answer.body.includes('role="alert"')).toBe(ending !== 'signed-out');
  });
});

describe('cookies', () => {
  const ask = (cookie: string, headers = {}) =>
    fixture.send('/d/pbmc/api/v0.2/colors', { headers: { cookie, ...headers } });

  test('signed with an old key hold, and are signed anew when the browser comes back after days', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const cookie = await fixture.cookie();
    fixture.cookieKeys = ['new-key', 'test-key'];
    const soon = await ask(cookie, browser);
    expect([soon.status, soon.headers['set-cookie']]).toEqual([200, undefined]);
    vi.setSystemTime(Date.now() + 8 * 24 * 60 * 60_000);
    const renewed = cookieFrom(await ask(cookie, browser));
    fixture.cookieKeys = ['new-key'];
    expect([(await ask(cookie)).status, (await ask(renewed)).status]).toEqual([401, 200]);
    vi.useRealTimers();
  });

  test('of strangers live as long as the browser is open, of those who are in for three months', async () => {
    const stranger = await fixture.openForm('/d/pbmc/');
    expect(stranger.answer.headers['set-cookie']?.join()).not.toContain('expires');
    const [line = ''] = (await fixture.signIn(form)).headers['set-cookie'] ?? [];
    const [, expires = ''] = /expires=([^;]+)/.exec(line) ?? [];
    expect(Math.round((Date.parse(expires) - Date.now()) / 86_400_000)).toBe(90);
  });

  test('are for TLS alone where the request came by TLS', async () => {
    fixture.tunnels.push({ host: 'mine.relay.example', slug: 'pbmc' });
    const secure = { host: 'mine.relay.example', 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.1' };
    for (const line of (await fixture.signIn(form, 'pbmc', secure)).headers['set-cookie'] ?? ['']) {
      expect(line).toMatch(/; secure/i);
    }
  });
});

describe('nothing in a request decides where one is led', () => {
  const elsewhere = ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/d/other/'];
  const names = ['next', 'return', 'returnTo', 'redirect', 'url', 'continue'];
  test.each(elsewhere.flatMap((where) => names.map((name) => [name, where] as const)))('%s=%s', async (name, where) => {
    const query = `?${name}=${encodeURIComponent(where)}`;
    const more = { [name]: where };
    const signedIn = await fixture.submit(`/d/pbmc/${query}`, `/d/pbmc/-/sign-in${query}`, { ...form, ...more });
    const invited = await fixture.submit(invite, `${invite}${query}`, more, { referer: where });
    const signOut = '/d/pbmc/-/sign-out';
    const out = await fixture.submit(signOut, `${signOut}${query}`, more, { cookie: cookieFrom(signedIn) });
    for (const answer of [signedIn, invited, out]) {
      expect([answer.status, answer.headers.location]).toEqual([303, '/d/pbmc/']);
    }
  });
  const invite = `/d/pbmc/-/invite/${inviteToken}`;
});
