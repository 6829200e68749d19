import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { termsMarkup } from './pages/terms-page.ts';
import type { Terms, Witnessed } from './ports.ts';
import { inviteToken, password } from './testing/fake-session.ts';
import { cookieFrom, ProxyFixture } from './testing/proxy-fixture.ts';

const colors = '/d/pbmc/api/v0.2/colors';
let fixture: ProxyFixture;
let witnessed: Witnessed[];
const accepted = new Set<string>();

function termsOf(hash: string): Terms {
  return {
    title: 'Unpublished data',
    contact: 'lina@lab.example',
    terms: 'Do **not** pass on.\n\n<script>alert(1)</script>',
    hash,
    hasAccepted: (collaborator) => accepted.has(`${collaborator} ${hash}`),
    accept: ({ collaborator }) => accepted.add(`${collaborator} ${hash}`),
  };
}

beforeEach(async () => {
  accepted.clear();
  witnessed = [];
  fixture = await new ProxyFixture({ witness: (event) => witnessed.push(event) }).start();
  fixture.host.json('/api/v0.2/colors', {});
  fixture.host.json('/api/v0.2/genesets', {});
  fixture.session.terms = termsOf('version-1');
});
afterEach(() => fixture.stop());

const deeds = () => witnessed.map(({ visitor, deed }) => [visitor?.name ?? null, deed.action, deed.subject]);
const page = (cookie: string, path = '/d/pbmc/') => fixture.send(path, { headers: { cookie, accept: 'text/html' } });
const hidden = (body: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';

/** What a browser sends when the button on the page it holds is pressed. */
async function press(cookie: string, hash?: string) {
  const { body } = await page(cookie, '/d/pbmc/-/terms');
  const fields = { token: hidden(body, 'token'), accept: hash ?? hidden(body, 'accept') };
  return fixture.send('/d/pbmc/-/terms', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', cookie },
    body: new URLSearchParams(fields).toString(),
  });
}

/** Signs in and opens the page of the terms, which gives the cookie its token. */
async function browser(): Promise<string> {
  const cookie = await fixture.cookie();
  const shown = cookieFrom(await page(cookie, '/d/pbmc/-/terms'));
  return shown === '' ? cookie : shown;
}

describe('a browser', () => {
  test('is shown the terms instead of anything of Annotate, and let on once its person accepts', async () => {
    const cookie = await browser();
    const first = await page(cookie);
    expect(first.status).toBe(403);
    expect(first.body).toContain('Unpublished data');
    expect(first.body).toContain('lina@lab.example');
    expect(first.body).toContain('<strong>not</strong>');
    expect(first.body).not.toContain('<script>');
    expect(first.headers['content-security-policy']).toContain("default-src 'none'");
    for (const [method, path] of [
      ['GET', colors],
      ['PUT', '/d/pbmc/api/v0.2/genesets'],
      ['POST', '/d/pbmc/api/v0.2/diffexp/obs'],
      ['GET', '/d/pbmc/static/main.js'],
      ['GET', '/d/pbmc/none'],
    ] as const) {
      const answer = await fixture.send(path, { method, headers: { cookie } });
      expect([path, answer.status, answer.body]).toEqual([
        path,
        403,
        expect.stringContaining('accept its terms first'),
      ]);
    }
    const pressed = await press(cookie);
    expect([pressed.status, pressed.headers.location]).toEqual([303, '/d/pbmc/']);
    expect((await fixture.send(colors, { headers: { cookie } })).status).toBe(200);
    expect((await page(cookie, '/d/pbmc/-/terms')).body).toContain('You have accepted this');
  });

  test('is asked again when the terms change, also for what its open page asks', async () => {
    const cookie = await browser();
    await press(cookie);
    fixture.session.terms = termsOf('version-2');
    expect((await fixture.send(colors, { headers: { cookie } })).status).toBe(403);
    const stale = await press(cookie, 'version-1');
    expect([stale.status, stale.body]).toEqual([409, expect.stringContaining('changed while you read them')]);
    expect((await fixture.send(colors, { headers: { cookie } })).status).toBe(403);
    expect((await press(cookie)).status).toBe(303);
    expect((await fixture.send(colors, { headers: { cookie } })).status).toBe(200);
  });

  test('of somebody who accepted elsewhere is not asked; another person’s is', async () => {
    const link = async () => cookieFrom(await fixture.acceptInvite(inviteToken));
    const [one, two, guest] = [await link(), await link(), await fixture.cookie()];
    const shown = cookieFrom(await page(one, '/d/pbmc/-/terms'));
    await press(shown === '' ? one : shown);
    expect((await fixture.send(colors, { headers: { cookie: two } })).status).toBe(200);
    expect((await fixture.send(colors, { headers: { cookie: guest } })).status).toBe(403);
  });

  test('can sign out without accepting', async () => {
    const cookie = await browser();
    const answer = await fixture.submit('/d/pbmc/-/sign-out', '/d/pbmc/-/sign-out', {}, { cookie });
    expect(answer.status).toBe(303);
    expect((await page(cookie)).body).toContain('Sign in to see the cells');
  });

  test('cannot be made to accept by another page, nor without the token', async () => {
    const cookie = await browser();
    const send = (headers: Record<string, string>, body: string) =>
      fixture.send('/d/pbmc/-/terms', { method: 'POST', headers: { cookie, accept: 'text/html', ...headers }, body });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const token = hidden((await page(cookie)).body, 'token');
    const answers = [
      await send(form, 'accept=version-1'),
      await send({ ...form, origin: 'https://evil.example' }, `accept=version-1&token=${token}`),
      await send({ 'content-type': 'application/json', origin: 'https://evil.example' }, '{"accept":"version-1"}'),
      await send({ 'content-type': 'text/plain' }, '{"accept":"version-1"}'),
      await send({}, ''),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect(accepted.size).toBe(0);
  });
});

describe('a program', () => {
  test('reads the terms, sends their hash, and goes on', async () => {
    const refused = await fixture.ask('/api/v0.2/colors');
    expect([refused.status, refused.body]).toEqual([403, expect.stringContaining('/d/pbmc/-/terms')]);
    const read = JSON.parse((await fixture.ask('/-/terms')).body) as { hash: string };
    expect(read).toMatchObject({ title: 'Unpublished data', accepted: false, hash: 'version-1' });
    const post = (body: string) =>
      fixture.ask('/-/terms', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect((await post('{"accept":"version-0"}')).status).toBe(409);
    expect((await post('{"accept":7}')).status).toBe(409);
    expect((await post('nonsense')).status).toBe(400);
    expect((await post(JSON.stringify({ accept: 'x'.repeat(5000) }))).status).toBe(413);
    expect((await fixture.ask('/api/v0.2/colors')).status).toBe(403);
    const answer = await post(JSON.stringify({ accept: read.hash }));
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, expect.objectContaining({ accepted: true })]);
    expect((await fixture.ask('/api/v0.2/colors')).status).toBe(200);
  });
});

test('a stranger sees the sign-in page, and nothing of the terms', async () => {
  const answer = await fixture.send('/d/pbmc/-/terms', { headers: { accept: 'text/html' } });
  expect([answer.status, answer.body]).toEqual([401, expect.not.stringContaining('Unpublished')]);
  const posted = await fixture.send('/d/pbmc/-/terms', { method: 'POST', body: '{"accept":"version-1"}' });
  expect(posted.status).toBe(401);
});

test('where nothing is asked there is no such address', async () => {
  fixture.session.terms = null;
  expect((await fixture.ask('/-/terms')).status).toBe(404);
  expect((await fixture.ask('/api/v0.2/colors')).status).toBe(200);
  expect((await fixture.ask('/-/terms', { method: 'DELETE' })).status).toBe(404);
});

test('the audit hears of who accepts and who is refused; showing the page is no refusal', async () => {
  const cookie = await browser();
  await page(cookie);
  await fixture.send(colors, { headers: { cookie } });
  await press(cookie);
  expect(deeds()).toEqual([
    ['Guest 1', 'signed-in', 'general-link'],
    ['Guest 1', 'refused', 'terms'],
    ['Guest 1', 'accepted-terms', null],
  ]);
  expect(JSON.stringify(witnessed.map(({ deed }) => deed))).not.toContain(password);
});

test('markdown can say nothing that a browser would run or load', () => {
  const nasty = [
    '<img src=x onerror=alert(1)>',
    '![picture](https://evil.example/x.png)',
    '[a](javascript:alert(1))',
    '[b](data:text/html,x)',
    '[c](vbscript:x)',
    '[d](//evil.example)',
    '<style>*{}</style>',
  ].join('\n\n');
  const { text } = termsMarkup(nasty);
  expect(text).not.toMatch(/<(?:img|script|style)\b/);
  // What would be a picture is a link at most.
  expect(text.match(/href="[^"]*"/g)).toEqual(['href="https://evil.example/x.png"']);
  expect(termsMarkup('[lab](https://lab.example)').text.trim()).toBe(
    '<p><a href="https://lab.example" rel="noopener noreferrer" target="_blank">lab</a></p>',
  );
  expect(termsMarkup('[mail](mailto:lina@lab.example)').text).toContain('href="mailto:lina@lab.example"');
  expect(termsMarkup('# One').text).toBe('<h3>One</h3>\n');
});
