import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Proxy } from './proxy.ts';
import { password } from './testing/fake-session.ts';
import { basic, cookieFrom, ProxyFixture, type Answer } from './testing/proxy-fixture.ts';

/** All columns of cells, labels among them: each person's own. */
const own = '/api/v0.2/annotations/obs';
let fixture: ProxyFixture;

beforeEach(async () => {
  fixture = await new ProxyFixture().start();
  fixture.host.json('/api/v0.2/colors', {}).json('/api/v0.2/genesets', { genesets: [] });
});

afterEach(() => fixture.stop());

describe('towards the host', () => {
  test('a request carries the secret and the collaborator, and nothing of the browser’s credentials', async () => {
    const cookie = await fixture.cookie();
    const headers = {
      cookie,
      'x-annotate-share-secret': 'forged',
      'x-annotate-share-collaborator': 'somebody-else',
      'x-forwarded-for': '1.2.3.4',
      forwarded: 'for=1.2.3.4',
      'x-real-ip': '1.2.3.4',
      'x-secret-hop': 'x',
      connection: 'keep-alive, x-secret-hop',
      'proxy-authorization': 'Basic x',
    };
    fixture.host.on(own, (_, response) => response.end());
    await fixture.send(`/d/pbmc${own}`, { headers });
    expect(fixture.host.last.headers['x-annotate-share-secret']).toBe(fixture.host.secret);
    expect(fixture.host.last.headers['x-annotate-share-collaborator']).toBe('guest-1');
    const names = Object.keys(fixture.host.last.headers).sort();
    expect(names).toEqual([
      'accept-encoding',
      'connection',
      'host',
      'x-annotate-share-collaborator',
      'x-annotate-share-hides',
      'x-annotate-share-secret',
    ]);
  });

  test('Basic credentials stop at the proxy, and all programs are one collaborator', async () => {
    fixture.host.on(own, (_, response) => response.end());
    await fixture.ask(`${own}?x=1`);
    expect(fixture.host.last.url).toBe(`${own}?x=1`);
    expect(fixture.host.last.headers.authorization).toBeUndefined();
    expect(fixture.host.last.headers['x-annotate-share-collaborator']).toBe('program');
  });

  test('a host that answers 403 does not know us: nothing of it is passed on', async () => {
    fixture.host.on('/api/v0.2/colors', (_, response) => response.writeHead(403).end('who are you'));
    const answer = await fixture.ask('/api/v0.2/colors');
    expect(answer).toMatchObject({ status: 502, body: expect.not.stringContaining('who are you') as string });
  });
});

describe('towards the browser', () => {
  test('no cookie, server name or public caching of the host gets through', async () => {
    fixture.host.on('/api/v0.2/colors', (_, response) => {
      response.setHeader('Set-Cookie', 'session=host; Path=/');
      response.setHeader('Server', 'Werkzeug/3.1.9 Python/3.11.7');
      response.setHeader('Cache-Control', 'public, max-age=604800');
      response.setHeader('X-Anything', 'else');
      response.end('{}');
    });
    const { headers } = await fixture.ask('/api/v0.2/colors');
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['server']).toBeUndefined();
    expect(headers['x-anything']).toBeUndefined();
    expect(headers['cache-control']).toBe('private, no-cache');
  });

  test('files with a hash in their name are kept by the browser for good', async () => {
    fixture.host.on('/static/main-1d9b57a05a93155621b5.js', (_, response) => response.end('x'));
    const { headers } = await fixture.ask('/static/main-1d9b57a05a93155621b5.js');
    expect(headers['cache-control']).toBe('private, max-age=31536000, immutable');
  });

  test('a file that has not changed is answered with 304', async () => {
    fixture.host.on('/static/main.css', (_, response) => response.setHeader('ETag', '"1"').end('body {}'));
    const { etag = '' } = (await fixture.ask('/static/main.css')).headers;
    expect((await fixture.ask('/static/main.css', { headers: { 'if-none-match': etag } })).status).toBe(304);
    // The host's own versions mean nothing here.
    expect((await fixture.ask('/static/main.css', { headers: { 'if-none-match': '"1"' } })).status).toBe(200);
  });
});

describe('changes hold for the very next request', () => {
  test('a toggle', async () => {
    const post = () => fixture.ask('/api/v0.2/diffexp/obs', { method: 'POST', body: '{}' });
    fixture.host.json('POST /api/v0.2/diffexp/obs', { positive: [], negative: [] });
    expect((await post()).status).toBe(200);
    fixture.session.toggles = { diffexp: false, annotations: true };
    expect((await post()).status).toBe(501);
    fixture.session.toggles = { diffexp: true, annotations: true };
    expect((await post()).status).toBe(200);
  });

  test('a role', async () => {
    const put = () => fixture.ask('/api/v0.2/genesets', { method: 'PUT', body: '{}' });
    expect((await put()).status).toBe(200);
    fixture.session.gatekeeper.role = 'analyst';
    expect((await put()).status).toBe(501);
  });

  test('a revocation', async () => {
    const cookie = await fixture.cookie();
    const get = () => fixture.send('/d/pbmc/api/v0.2/colors', { headers: { cookie } });
    expect((await get()).status).toBe(200);
    fixture.session.gatekeeper.signOut('sign-in-1');
    expect((await get()).status).toBe(401);
  });
});

describe('a stranger cannot tell which links exist', () => {
  const comparable = ({ status, headers, body }: Answer, slug: string) => {
    const { date, 'x-request-id': id, ...rest } = headers;
    expect([typeof date, typeof id]).toEqual(['string', 'string']);
    // The token of a form, in the page and in the cookie, with its signature, is new each time.
    return JSON.stringify({ status, rest, body })
      .replaceAll(slug, 'SLUG')
      .replaceAll(/annotate-share(\.sig)?=[\w=-]+/g, 'annotate-share$1=COOKIE')
      .replaceAll(/value=\\"[0-9a-f]{32}\\"/g, 'value=TOKEN');
  };
  const requests: Record<string, (slug: string) => Promise<Answer>> = {
    'a page': (slug) => fixture.send(`/d/${slug}/`, { headers: { accept: 'text/html' } }),
    'a program’s request': (slug) => fixture.send(`/d/${slug}/api/v0.2/schema`),
    'an address without its slash': (slug) => fixture.send(`/d/${slug}`),
    'a forged cookie': (slug) =>
      fixture.send(`/d/${slug}/`, { headers: { cookie: 'annotate-share=e30=; annotate-share.sig=x' } }),
    'wrong Basic credentials': (slug) =>
      fixture.send(`/d/${slug}/api/v0.2/schema`, { headers: { authorization: 'Basic Z3Vlc3Q6d3Jvbmc=' } }),
    'a wrong password in the form': (slug) => fixture.signIn({ user: 'guest', password: 'wrong' }, slug),
    'an unlisted route': (slug) => fixture.send(`/d/${slug}/health`),
    'a wrong password without the form': (slug) =>
      fixture.send(`/d/${slug}/-/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
        body: 'user=guest&password=wrong',
      }),
    'a personal link': (slug) =>
      fixture.send(`/d/${slug}/-/invite/${'0'.repeat(52)}`, { headers: { accept: 'text/html' } }),
    'the button of a personal link': (slug) =>
      fixture.send(`/d/${slug}/-/invite/${'0'.repeat(52)}`, { method: 'POST', headers: { accept: 'text/html' } }),
    'our own route': (slug) => fixture.send(`/d/${slug}/-/sign-out`, { method: 'POST' }),
  };

  test.each(Object.keys(requests))('%s is answered alike', async (name) => {
    const send = requests[name];
    if (send === undefined) throw new Error(name);
    const known = comparable(await send('pbmc'), 'pbmc');
    expect(comparable(await send('zulu'), 'zulu')).toEqual(known);
  });

  test('also while the session cannot be looked at', async () => {
    fixture.session.state = { kind: 'paused' };
    const known = comparable(await fixture.send('/d/pbmc/'), 'pbmc');
    expect(comparable(await fixture.send('/d/zulu/'), 'zulu')).toEqual(known);
  });

  test('and the same work is done for a wrong password: no oracle by time', async () => {
    const { gatekeeper } = fixture.session;
    const { strangers } = fixture.directory;
    await fixture.signIn({ user: 'guest', password: 'wrong' }, 'pbmc');
    await fixture.signIn({ user: 'guest', password: 'wrong' }, 'zulu');
    expect([gatekeeper.looks, strangers.looks]).toEqual([1, 1]);
    await fixture.send('/d/pbmc/', { headers: { authorization: 'Basic Z3Vlc3Q6d3Jvbmc=' } });
    await fixture.send('/d/zulu/', { headers: { authorization: 'Basic Z3Vlc3Q6d3Jvbmc=' } });
    expect([gatekeeper.looks, strangers.looks]).toEqual([2, 2]);
    expect([gatekeeper.checks, strangers.checks]).toEqual([0, 0]);
  });

  test('nor for a personal link', async () => {
    for (const slug of ['pbmc', 'zulu']) await fixture.send(`/d/${slug}/-/invite/${'0'.repeat(52)}`);
    expect([fixture.session.gatekeeper.linksRead, fixture.directory.strangers.linksRead]).toEqual([1, 1]);
  });
});

describe('requests that could be read in two ways', () => {
  test.each([
    [
      'both length and chunks',
      'POST /d/pbmc/api/v0.2/diffexp/obs HTTP/1.1\r\nHost: HOST\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['two lengths', 'POST /d/pbmc/ HTTP/1.1\r\nHost: HOST\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde'],
    ['a bare line feed', 'GET /d/pbmc/ HTTP/1.1\nHost: HOST\nContent-Length : 4\n\n'],
    ['no host', 'GET /d/pbmc/ HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['two hosts', 'GET /d/pbmc/ HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\nConnection: close\r\n\r\n'],
    ['a whole URL', 'GET http://evil.example/d/pbmc/ HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n'],
    ['a WebSocket', 'GET /d/pbmc/ HTTP/1.1\r\nHost: HOST\r\nConnection: upgrade, close\r\nUpgrade: websocket\r\n\r\n'],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n'],
  ])('%s is refused', async (_, bytes) => {
    expect(await fixture.raw(bytes)).toMatch(/^HTTP\/1\.1 400 /);
    expect(fixture.host.asked).toEqual([]);
  });

  test('TRACE gives nothing back', async () => {
    const answer = await fixture.raw('TRACE /d/pbmc/ HTTP/1.1\r\nHost: HOST\r\nX-Mine: 1\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
    expect(answer).not.toContain('X-Mine');
  });

  test('a slug with a line break in it puts nothing into the headers', async () => {
    const answer = await fixture.send('/d/pbmc%0d%0aX-Evil:%201');
    expect(answer.status).toBe(404);
    expect(answer.headers['x-evil']).toBeUndefined();
  });

  test.each(['//evil.example', '/\\evil.example/', '/d//evil.example/', '/d/..//evil.example'])(
    '%s redirects nowhere',
    async (path) => {
      const answer = await fixture.send(path);
      expect([answer.status, answer.headers.location]).toEqual([404, undefined]);
    },
  );
});

describe('hosts', () => {
  test('a name that is not ours is turned away before anything else', async () => {
    const answer = await fixture.send('/d/pbmc/', { headers: { host: 'evil.example', authorization: basic } });
    expect(answer.status).toBe(421);
    expect(fixture.session.gatekeeper.checks).toBe(0);
  });

  test('a tunnel’s name opens its own session only', async () => {
    fixture.tunnels.push({ host: 'mine.relay.example', slug: 'pbmc' }, { host: 'other.relay.example', slug: 'other' });
    const get = (host: string) => fixture.send('/d/pbmc/api/v0.2/colors', { headers: { host, authorization: basic } });
    expect((await get('mine.relay.example')).status).toBe(200);
    expect((await get('other.relay.example')).status).toBe(401);
  });
});

describe('what the owner sees', () => {
  test('each answered request of somebody signed in, with its size', async () => {
    await fixture.ask('/api/v0.2/colors');
    await fixture.send('/d/pbmc/');
    await expect.poll(() => fixture.session.observed.length).toBe(1);
    expect(fixture.session.observed[0]).toMatchObject({ visitor: { collaborator: 'program' } });
    expect(fixture.session.observed[0]?.bytesSent).toBeGreaterThan(100);
  });
});

describe('the server', () => {
  test('a port that is taken is said in words', async () => {
    const { directory } = fixture;
    const second = new Proxy({
      directory,
      bind: '127.0.0.1',
      port: fixture.port,
      basePath: '',
      allowedHosts: () => [],
      cookieKeys: () => ['k'],
      log: pino({ level: 'silent' }),
    });
    await expect(second.listen()).rejects.toMatchObject({ failure: { code: 'port-in-use' } });
    await second.close();
  });

  test('an address of another computer is said in words', async () => {
    const { directory } = fixture;
    const options = {
      directory,
      bind: '192.0.2.1',
      port: 0,
      basePath: '',
      allowedHosts: () => [],
      cookieKeys: () => ['k'],
    };
    const elsewhere = new Proxy({ ...options, log: pino({ level: 'silent' }) });
    await expect(elsewhere.listen()).rejects.toMatchObject({ failure: { code: 'address-unavailable' } });
    await elsewhere.close();
  });

  test('closing ends idle connections at once and can be asked for twice', async () => {
    const socket = connect(fixture.port, '127.0.0.1');
    socket.write(`GET /robots.txt HTTP/1.1\r\nHost: 127.0.0.1:${fixture.port}\r\n\r\n`);
    await once(socket, 'data');
    await turn();
    const ended = once(socket, 'close');
    const began = performance.now();
    await Promise.all([fixture.proxy.close(), fixture.proxy.close(), ended]);
    expect(performance.now() - began).toBeLessThan(1500);
  });

  test('closing does not wait for ever for an answer that does not come', async () => {
    fixture.host.on('/api/v0.2/colors', () => undefined);
    const stuck = fixture.ask('/api/v0.2/colors').catch(() => 'cut');
    await expect.poll(() => fixture.host.asked.length).toBe(1);
    await fixture.proxy.close();
    expect(await stuck).toBe('cut');
  });

  test('works below a base path, and the cookie belongs to the session’s path alone', async () => {
    const below = await new ProxyFixture({ basePath: '/lab' }).start();
    below.host.json('/api/v0.2/colors', {});
    const answer = await below.signIn({ user: 'guest', password });
    expect(answer.headers.location).toBe('/lab/d/pbmc/');
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; path=\/lab\/d\/pbmc\/;.*samesite=lax; httponly/);
    const headers = { cookie: cookieFrom(answer) };
    expect((await below.send('/lab/d/pbmc/api/v0.2/colors', { headers })).status).toBe(200);
    expect((await below.send('/d/pbmc/api/v0.2/colors', { headers })).status).toBe(404);
    await below.stop();
  });

  test('robots are told to stay away, everywhere', async () => {
    expect((await fixture.send('/robots.txt')).body).toContain('Disallow: /');
    expect((await fixture.send('/')).headers['x-robots-tag']).toContain('noindex');
  });
});
