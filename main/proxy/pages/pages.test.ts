import { describe, expect, test } from 'vitest';
import { hashSource } from '../content-policy.ts';
import { pageHeaders } from './layout.ts';
import { deadLinkPage, invitePage } from './invite-page.ts';
import { nothingHerePage, signedInInFrontPage, signOutPage } from './plain-pages.ts';
import { isSafari, signInPage } from './sign-in-page.ts';
import { waitingPage } from './waiting-pages.ts';

const token = 'cafe'.repeat(8);
const ask = { action: '/d/pbmc/-/sign-in', token, user: 'guest', trouble: { kind: 'none' }, safari: false } as const;
const all = {
  'sign in': signInPage(ask).text,
  'sign in, wrong': signInPage({ ...ask, trouble: { kind: 'wrong' } }).text,
  'sign in, wait': signInPage({ ...ask, trouble: { kind: 'wait', seconds: 42 } }).text,
  'sign in, Safari': signInPage({ ...ask, safari: true }).text,
  'sign in, library': signInPage({ ...ask, at: 'library' }).text,
  'sign in, elsewhere': signInPage({ ...ask, account: { name: 'maria', gallery: '/' } }).text,
  opening: waitingPage('opening', '/d/pbmc/').text,
  starting: waitingPage('starting', '/d/pbmc/').text,
  paused: waitingPage('paused', '/d/pbmc/').text,
  broken: waitingPage('broken', '/d/pbmc/').text,
  nothing: nothingHerePage().text,
  'sign in, stale': signInPage({ ...ask, trouble: { kind: 'stale' } }).text,
  'sign in, over': signInPage({ ...ask, trouble: { kind: 'over' } }).text,
  'sign in, put out': signInPage({ ...ask, trouble: { kind: 'put-out' } }).text,
  'sign in, too many': signInPage({ ...ask, trouble: { kind: 'too-many' } }).text,
  'sign out': signOutPage({ action: '/d/pbmc/-/sign-out', token, name: 'Guest 1', comesBack: false }).text,
  'sign out, invited': signOutPage({ action: '/d/pbmc/-/sign-out', token, name: 'Maria', comesBack: true }).text,
  'sign out, account': signOutPage({ action: '/-/sign-out', token, name: 'maria', comesBack: false, account: true })
    .text,
  'sign out, in front': signedInInFrontPage('anna').text,
  invite: invitePage({ name: 'Maria Okafor', token, trouble: { kind: 'none' }, instead: null }).text,
  'invite, signed in': invitePage({ name: 'Maria', token, trouble: { kind: 'stale' }, instead: 'Guest 1' }).text,
  'dead link': deadLinkPage().text,
};

describe.each(Object.entries(all))('%s', (_, page) => {
  test('its style is the one that its content policy lets through, and it needs nothing else', () => {
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    expect(pageHeaders['Content-Security-Policy']).toContain(hashSource(style));
    expect(page).not.toMatch(/<script| style=| on\w+=|https?:/);
  });

  test('it is in one language, has one heading and a footer that claims no name', () => {
    expect(page).toContain('<html lang="en">');
    expect(page.match(/<h1/g)).toHaveLength(1);
    expect(page).toContain('Shared with Annotate Share. Works with CELLxGENE Annotate.');
  });
});

describe('the sign-in page', () => {
  test('labels its fields and tells password managers what they are', () => {
    for (const [id, purpose] of [
      ['user', 'username'],
      ['password', 'current-password'],
    ]) {
      expect(all['sign in']).toContain(`<label for="${id}">`);
      expect(all['sign in']).toMatch(new RegExp(`id="${id}"[^>]*autocomplete="${purpose}"`, 's'));
    }
  });

  test('says what was wrong as an alert that belongs to the field', () => {
    expect(all['sign in']).not.toContain('role="alert"');
    expect(all['sign in, wrong']).toContain('role="alert" id="problem"');
    expect(all['sign in, wrong']).toContain('aria-describedby="problem"');
    expect(all['sign in, wait']).toContain('Wait 42 seconds');
  });

  test('never gives back as markup what was typed', () => {
    expect(signInPage({ ...ask, user: '"><img src=x>' }).text).not.toContain('<img');
  });
});

describe('a personal link', () => {
  test('has one button, with the name; a preview, which shows the title, learns none', () => {
    expect(all.invite.match(/<button/g)).toHaveLength(1);
    expect(all.invite).toContain('Open as Maria Okafor</button>');
    expect(/<title>(.*)<\/title>/.exec(all.invite)?.[1]).toBe('Open the cells');
  });

  test('never makes markup of a name', () => {
    const page = invitePage({ name: '<img src=x>', token, trouble: { kind: 'none' }, instead: '"><b>' }).text;
    expect(page).not.toMatch(/<img|<b>/);
  });
});

test('every form carries its token', () => {
  for (const page of Object.values(all)) {
    expect(page.match(/<form method="post"/g)?.length ?? 0).toBe(page.match(/name="token" value="cafe/g)?.length ?? 0);
  }
});

test.each([
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
    true,
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    true,
  ],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36', false],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0',
    false,
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', false],
  ['curl/8.0', false],
])('%s is Safari: %s', (userAgent, safari) => {
  expect(isSafari(userAgent)).toBe(safari);
});
