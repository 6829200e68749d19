/** Signing in with a real OpenID Connect provider on loopback: who gets in, as whom, and for how long. Real HTTP, browsers with cookies. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Browser } from './access/oidc/testing/browser.ts';
import { clientId } from './access/oidc/testing/real-provider.ts';
import { InstituteFixture } from './testing/institute-fixture.ts';

let f: InstituteFixture;

beforeEach(async () => {
  f = await new InstituteFixture().start();
});
afterEach(() => f.stop());

describe('somebody of an allowed domain', () => {
  test('gets in, to the page asked for, with a row of their own', async () => {
    const browser = new Browser();
    const asked = f.page('pbmc', '?annotations=mine');
    const shown = await f.signIn(browser, asked);
    expect([shown.url.href, shown.status]).toEqual([asked, 200]);
    const [row] = f.signIns.listFor(f.datasetId);
    expect(row).toMatchObject({ by: 'oidc', name: 'Maria Okafor', address: '127.0.0.1', ended: null });
    expect(row?.collaborator).toMatch(/^institute-[0-9a-f]{20}$/);
    expect(await f.isIn(browser)).toBe(true);
    expect(await f.askedBy(browser)).toBe(row?.collaborator);
  });

  test('has the same annotations next time, in another browser, and under another name and address', async () => {
    const browsers = [new Browser(), new Browser(), new Browser()] as const;
    await f.signIn(browsers[0]);
    const before = await f.askedBy(browsers[0]);
    f.real.accounts.set('maria', { email: 'm.weber@example.org', email_verified: true, name: 'Maria Weber' });
    f.comeBackWith(['example.org']);
    await f.signIn(browsers[1]);
    expect(await f.askedBy(browsers[1])).toBe(before);
    expect(f.people.listFor(f.datasetId)).toMatchObject([{ name: 'Maria Weber', address: 'm.weber@example.org' }]);
    f.real.user = 'other';
    f.real.accounts.set('other', { email: 'm.weber@example.org', email_verified: true, name: 'Maria Weber' });
    await f.signIn(browsers[2]);
    expect(await f.askedBy(browsers[2])).toMatch(/^institute-/);
    expect(await f.askedBy(browsers[2])).not.toBe(before);
  });

  test('signs out here, and is shown where to sign out of the provider', async () => {
    const [browser, other] = [new Browser(), new Browser()];
    await f.signIn(browser);
    await f.signIn(other);
    const { body } = await browser.open(f.page('pbmc', '-/sign-out'));
    const token = /name="token" value="([^"]+)"/.exec(body)?.[1] ?? '';
    const shown = await browser.open(f.page('pbmc', '-/sign-out'), { form: { token } });
    expect(shown.body).toContain(`${f.real.issuer}/session/end?client_id=${clientId}`);
    expect([await f.isIn(browser), await f.isIn(other)]).toEqual([false, true]);
  });
});

describe('who is told no', () => {
  test.each([
    [
      'another domain',
      { email: 'maria@evil-example.org', email_verified: true },
      'oidc-not-allowed',
      /maria@evil-example\.org is not among/,
    ],
    ['a domain below', { email: 'maria@sub.example.org', email_verified: true }, 'oidc-not-allowed', /is not among/],
    [
      'an address not verified',
      { email: 'maria@example.org', email_verified: false },
      'oidc-address-unverified',
      /has not verified/,
    ],
    [
      'an address of which nothing is said',
      { email: 'maria@example.org' },
      'oidc-address-unverified',
      /has not verified/,
    ],
    ['no address', { name: 'Maria' }, 'oidc-address-missing', /did not tell an e-mail/],
  ])('%s', async (_, account, code, words) => {
    f.real.accounts.set('maria', account);
    const browser = new Browser();
    await f.expectRefused(await f.signIn(browser), words, code);
    expect(await f.isIn(browser)).toBe(false);
    expect(f.signIns.listFor(f.datasetId)).toEqual([]);
  });

  test('the one address of another domain is let in', async () => {
    f.real.accounts.set('maria', { email: 'guest@other.example', email_verified: true });
    expect((await f.signIn(new Browser())).status).toBe(200);
  });

  test('who presses Cancel, and may try again as somebody else', async () => {
    f.real.user = null;
    const browser = new Browser();
    const shown = await f.signIn(browser);
    await f.expectRefused(shown, /You did not sign in with Example University/, 'oidc-cancelled');
    const again = /href="([^"]*other=1)"/.exec(shown.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    f.real.user = 'maria';
    const entered = await browser.open(new URL(again, f.here));
    expect(entered.hops.some(({ searchParams }) => searchParams.get('prompt') === 'login')).toBe(true);
    expect(entered.url.href).toBe(f.page());
  });

  test('a dataset that does not exist, is closed to the institute, is its groups’ own, or from which one was put out: the same answer', async () => {
    const refusal = async (slug: string) => {
      const { status, body } = await f.signIn(new Browser(), f.page(slug));
      return [status, body.replaceAll(/session=\w+/g, '').replaceAll(/\/d\/\w+/g, '')];
    };
    const unknown = await refusal('nothing');
    expect(unknown[1]).toContain('that opens nothing here');
    f.people.setAccess(f.datasetId, { role: 'viewer', open: false });
    expect(await refusal('pbmc')).toEqual(unknown);
    f.people.setAccess(f.datasetId, { role: 'viewer', open: true });
    f.reserved = true;
    expect(await refusal('pbmc')).toEqual(unknown);
    f.reserved = false;
    await f.signIn(new Browser());
    f.block(new Date());
    expect(await refusal('pbmc')).toEqual(unknown);
  });
});

test('who came, who was refused and who left is witnessed, each with the session', async () => {
  const browser = new Browser();
  await f.signIn(browser);
  f.block(new Date());
  await f.signIn(new Browser());
  const seen = () => f.witnessed.map(({ session, deed: { action, subject } }) => [session, action, subject]);
  await expect.poll(seen).toEqual([
    ['session-1', 'signed-in', 'oidc'],
    ['session-1', 'opened-page', null],
    ['session-1', 'sign-in-refused', 'institute'],
  ]);
  expect(f.witnessed[0]?.visitor?.name).toBe('Maria Okafor');
});

describe('what holds for the next request', () => {
  test.each<[string, () => void]>([
    ['the owner signs the browser out', () => f.signIns.listFor(f.datasetId).forEach(({ id }) => f.signIns.revoke(id))],
    ['the person may not come back', () => f.block(new Date())],
    [
      'the dataset is closed to the institute',
      () => f.people.setAccess(f.datasetId, { role: 'annotator', open: false }),
    ],
    ['the dataset becomes a group’s own', () => (f.reserved = true)],
    ['half a day is over', () => (f.laterMs = 12 * 60 * 60_000)],
    ['the service comes back with other rules', () => f.comeBackWith(['other.example'])],
    [
      'it comes back with another provider',
      () => f.comeBackWith(['example.org'], { issuer: 'https://id.example.org' }),
    ],
  ])('out: %s', async (_, change) => {
    const browser = new Browser();
    await f.signIn(browser);
    expect(await f.isIn(browser)).toBe(true);
    change();
    expect(await f.isIn(browser)).toBe(false);
  });

  test('a block that is taken back lets the same browser in again, and the role is the institute’s unless it is one’s own', async () => {
    const browser = new Browser();
    await f.signIn(browser);
    f.block(new Date());
    f.block(null);
    expect(await f.isIn(browser)).toBe(true);
    const gate = f.gate();
    const [{ id, collaborator } = { id: '', collaborator: '' }] = f.signIns.listFor(f.datasetId);
    expect(gate.recognise(id)?.role).toBe('annotator');
    f.people.setAccess(f.datasetId, { role: 'viewer', open: true });
    expect(gate.recognise(id)?.role).toBe('viewer');
    f.people.change(f.datasetId, collaborator, { role: 'analyst', blockedAt: null });
    expect(gate.recognise(id)?.role).toBe('analyst');
  });

  test('who has run out is told so, and is back by one button', async () => {
    const browser = new Browser();
    await f.signIn(browser);
    f.laterMs = 12 * 60 * 60_000;
    const { status, body } = await browser.open(f.page());
    expect(status).toBe(401);
    expect(body).toContain('Your sign-in has run out');
  });

  test('an eleventh browser puts the oldest out', async () => {
    const first = new Browser();
    await f.signIn(first);
    const { collaborator = '', issuer = '', ...rest } = f.people.listFor(f.datasetId)[0] ?? {};
    const person = { collaborator, issuer, name: 'Maria', address: 'maria@example.org', verified: true, ...rest };
    const gate = f.gate();
    const enter = () => gate.admitOidc(person, { address: '192.0.2.7', userAgent: 'Firefox' });
    for (let count = 0; count < 9; count += 1) enter();
    expect(await f.isIn(first)).toBe(true);
    enter();
    expect(await f.isIn(first)).toBe(false);
  });
});

test('by another name than the provider sends people back to, nothing is offered', async () => {
  f.proxy.tunnels.push({ host: 'cells.example', slug: 'pbmc' }, { host: 'other.example', slug: null });
  for (const host of ['cells.example', 'other.example']) {
    const { body } = await f.proxy.send(`/lab/d/pbmc/`, { headers: { host, accept: 'text/html' } });
    expect(body).toContain('Sign in to see the cells');
    expect(body).not.toContain('Example University');
    const begin = `/lab/-/oidc/begin?session=pbmc`;
    expect((await f.proxy.send(begin, { headers: { host, accept: 'text/html' } })).status).toBe(404);
  }
});

test.each(['https://evil.example/', '//evil.example/', '/-/sign-out', '/..%2f..%2f', '/\\evil.example'])(
  'a page asked for that is none of ours (%s) leads to the first one',
  async (to) => {
    const browser = new Browser();
    const begin = new URL(`${f.here}/-/oidc/begin`);
    begin.search = new URLSearchParams({ session: 'pbmc', to }).toString();
    expect((await browser.open(begin)).url.href).toBe(f.page());
  },
);
