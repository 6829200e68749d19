/** Signing in with a real OpenID Connect provider on loopback: answers that are somebody else's or come twice, and what is broken. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Browser } from './access/oidc/testing/browser.ts';
import { clientSecret } from './access/oidc/testing/real-provider.ts';
import { InstituteFixture, password } from './testing/institute-fixture.ts';

let f: InstituteFixture;

beforeEach(async () => {
  f = await new InstituteFixture().start();
});
afterEach(() => f.stop());

describe('an answer that is not this browser’s own, or not for the first time', () => {
  test('a browser that did not begin it is turned away, and the provider is not asked', async () => {
    const url = await f.stopBeforeReturn(new Browser());
    const stranger = new Browser();
    await f.expectRefused(await stranger.open(url), /begun in another browser/, 'oidc-stale');
    await f.stopBeforeReturn(stranger);
    await f.expectRefused(await stranger.open(url), /begun in another browser/, 'oidc-stale');
    expect(f.real.tokensAsked).toBe(0);
  });

  test('the same address a second time, also with the cookies of the first time', async () => {
    const browser = new Browser();
    const url = await f.stopBeforeReturn(browser);
    const copy = browser.copy();
    expect((await browser.open(url)).url.href).toBe(f.page());
    await f.expectRefused(await browser.open(url), /was done before/, 'oidc-stale');
    await f.expectRefused(await copy.open(url), /was done before/, 'oidc-stale');
    expect(f.real.tokensAsked).toBe(1);
    expect(f.signIns.listFor(f.datasetId)).toHaveLength(1);
  });

  test('of two at once one gets in', async () => {
    const browser = new Browser();
    const url = await f.stopBeforeReturn(browser);
    const both = await Promise.all([browser.copy().open(url), browser.copy().open(url)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  test('another’s code under one’s own state', async () => {
    const [mine, theirs] = [new Browser(), new Browser()];
    const url = await f.stopBeforeReturn(mine);
    const stolen = (await f.stopBeforeReturn(theirs)).searchParams.get('code') ?? '';
    url.searchParams.set('code', stolen);
    await f.expectRefused(await mine.open(url), /does not belong to this sign-in/, 'oidc-answer-refused');
  });

  test('a token that was made for another nonce', async () => {
    const browser = new Browser();
    const url = await f.stopBeforeReturn(browser, (next) => {
      if (next.searchParams.has('nonce')) next.searchParams.set('nonce', 'another');
      return next;
    });
    await f.expectRefused(await browser.open(url), /does not belong to this sign-in/, 'oidc-answer-refused');
    expect([f.real.tokensAsked, await f.isIn(browser)]).toEqual([1, false]);
  });

  test('a challenge that was taken out on the way', async () => {
    const shown = await f.signIn(new Browser(), f.page(), {
      before: (next) => {
        next.searchParams.delete('code_challenge');
        next.searchParams.delete('code_challenge_method');
        return next;
      },
    });
    expect(shown.status).toBe(403);
    expect(f.signIns.listFor(f.datasetId)).toEqual([]);
  });

  test('a cookie that was changed', async () => {
    const browser = new Browser();
    const url = await f.stopBeforeReturn(browser);
    f.proxy.cookieKeys = ['another-key'];
    await f.expectRefused(await browser.open(url), /begun in another browser/, 'oidc-stale');
  });

  test('an issuer that is not the one that was asked', async () => {
    const browser = new Browser();
    const url = await f.stopBeforeReturn(browser);
    url.searchParams.set('iss', 'https://evil.example');
    await f.expectRefused(await browser.open(url), /does not belong to this sign-in/, 'oidc-answer-refused');
    expect(f.real.tokensAsked).toBe(0);
  });

  test.each(['POST', 'PUT', 'HEAD'])('%s is no way back', async (method) => {
    const url = await f.stopBeforeReturn(new Browser());
    const { status } = await f.proxy.send(`${url.pathname}${url.search}`, { method });
    expect(status).toBe(405);
  });
});

describe('when something is broken', () => {
  test('a provider that is down is told, the password still works, and it is found once it is back', async () => {
    await f.real.stop();
    const browser = new Browser();
    await f.expectRefused(await f.signIn(browser), /does not answer/, 'oidc-unreachable', 503);
    expect(f.ours.trouble?.failure.code).toBe('oidc-unreachable');
    const { status, body } = await browser.open(f.page());
    expect([status, body.includes('does not answer at the moment')]).toEqual([401, true]);
    expect((await f.proxy.signIn({ user: 'guest', password })).status).toBe(303);
    await f.real.start(f.callback);
    await expect
      .poll(async () => (await f.signIn(browser)).url.href, { timeout: 20_000, interval: 500 })
      .toBe(f.page());
    expect(f.ours.trouble).toBeNull();
  });

  test('it goes down while somebody types their password there', async () => {
    const browser = new Browser();
    const url = await f.stopBeforeReturn(browser);
    await f.real.stop();
    await f.expectRefused(await browser.open(url), /does not answer/, 'oidc-unreachable', 503);
  });

  test('clocks that differ', async () => {
    f.real.clockAheadSeconds = -2 * 3600;
    await f.expectRefused(await f.signIn(new Browser()), /clocks of this server/, 'oidc-clock');
  });

  test('a secret that is wrong', async () => {
    f.comeBackWith(['example.org'], { secret: 'not the one' });
    await f.expectRefused(await f.signIn(new Browser()), /does not accept this server/, 'oidc-client-refused');
  });

  test('an address where no provider is', async () => {
    f.comeBackWith(['example.org'], { issuer: f.here });
    await f.expectRefused(await f.signIn(new Browser()), /is not the sign-in provider/, 'oidc-issuer-wrong', 503);
  });
});

test('no code, token, secret or cookie gets into a log', async () => {
  const [browser, stranger] = [new Browser(), new Browser()];
  const url = await f.stopBeforeReturn(browser);
  await stranger.open(url);
  const spoilt = await f.stopBeforeReturn(stranger);
  spoilt.searchParams.set('code', 'a-code-that-nobody-made');
  await stranger.open(spoilt);
  await browser.open(url);
  await expect.poll(() => f.log.split('\n').filter((line) => line.includes('/-/oidc/callback')).length).toBe(3);
  expect(f.log).toContain('oidc-answer-refused');
  for (const secret of [...url.searchParams.values(), ...spoilt.searchParams.values(), clientSecret])
    if (secret !== f.real.issuer) expect(f.log).not.toContain(secret);
  for (const { id } of f.signIns.listFor(f.datasetId)) expect(f.log).not.toContain(id);
  expect(f.log).not.toMatch(/eyJ|code_verifier|id_token|access_token/);
});
