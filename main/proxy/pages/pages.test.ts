import { describe, expect, test } from 'vitest';
import { describeFailure } from '../../../contract/errors.ts';
import { languages, type Language } from '../../../contract/language.ts';
import { hashSource } from '../content-policy.ts';
import { pageHeaders } from './layout.ts';
import { institutePage, signedOutPage } from './institute-page.ts';
import { deadLinkPage, invitePage } from './invite-page.ts';
import { crossSitePage, nothingHerePage, signedInInFrontPage, signOutPage } from './plain-pages.ts';
import { isSafari, signInPage } from './sign-in-page.ts';
import { termsPage } from './terms-page.ts';
import { waitingPage } from './waiting-pages.ts';
import { germanPages } from './words-de.ts';
import { englishPages } from './words-en.ts';

const token = 'cafe'.repeat(8);
const ask = { action: '/d/pbmc/-/sign-in', token, user: 'guest', trouble: { kind: 'none' }, safari: false } as const;
const pages = {
  'sign in': signInPage(ask),
  'sign in, wrong': signInPage({ ...ask, trouble: { kind: 'wrong' } }),
  'sign in, wait': signInPage({ ...ask, trouble: { kind: 'wait', seconds: 42 } }),
  'sign in, Safari': signInPage({ ...ask, safari: true }),
  'sign in, library': signInPage({ ...ask, at: 'library' }),
  'sign in, elsewhere': signInPage({ ...ask, account: { name: 'maria', gallery: '/' } }),
  opening: waitingPage('opening', '/d/pbmc/'),
  starting: waitingPage('starting', '/d/pbmc/'),
  paused: waitingPage('paused', '/d/pbmc/'),
  broken: waitingPage('broken', '/d/pbmc/'),
  nothing: nothingHerePage(),
  'sign in, stale': signInPage({ ...ask, trouble: { kind: 'stale' } }),
  'sign in, over': signInPage({ ...ask, trouble: { kind: 'over' } }),
  'sign in, put out': signInPage({ ...ask, trouble: { kind: 'put-out' } }),
  'sign in, too many': signInPage({ ...ask, trouble: { kind: 'too-many' } }),
  'sign out': signOutPage({ action: '/d/pbmc/-/sign-out', token, name: 'Guest 1', comesBack: false }),
  'sign out, invited': signOutPage({ action: '/d/pbmc/-/sign-out', token, name: 'Maria', comesBack: true }),
  'sign out, account': signOutPage({ action: '/-/sign-out', token, name: 'maria', comesBack: false, account: true }),
  'sign out, in front': signedInInFrontPage('anna'),
  invite: invitePage({ name: 'Maria Okafor', token, trouble: { kind: 'none' }, instead: null }),
  'invite, signed in': invitePage({ name: 'Maria', token, trouble: { kind: 'stale' }, instead: 'Guest 1' }),
  'dead link': deadLinkPage(),
};
const all = inLanguage('en');

function inLanguage(language: Language): Record<keyof typeof pages, string> {
  const texts = Object.entries(pages).map(([name, page]) => [name, page.in(language)]);
  return Object.fromEntries(texts) as Record<keyof typeof pages, string>;
}

const inAll = languages.flatMap((language) =>
  Object.entries(inLanguage(language)).map(([name, page]) => [name, language, page] as const),
);

describe.each(inAll)('%s (%s)', (_, language, page) => {
  test('its style is the one that its content policy lets through, and it needs nothing else', () => {
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    expect(pageHeaders['Content-Security-Policy']).toContain(hashSource(style));
    expect(page).not.toMatch(/<script| style=| on\w+=|https?:/);
  });

  test('it is in one language, has one heading and a footer that claims no name', () => {
    expect(page).toContain(`<html lang="${language}">`);
    expect(page.match(/<h1/g)).toHaveLength(1);
    expect(page).toMatch(/<footer>[^<]*Annotate Share\. [^<]* CELLxGENE Annotate\.<\/footer>/);
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

describe('in German', () => {
  const german = { ...inLanguage('de'), ...inLanguageOthers('de') };
  const english = sentencesOf(englishPages);

  test.each(Object.entries(german))('%s says nothing in English', (_, page) => {
    const said = page.replace(/<style>[\s\S]*?<\/style>/, '');
    expect(english.filter((sentence) => said.includes(sentence))).toEqual([]);
    expect(said).not.toMatch(/[!]\s*<|\bbitte\b|\berfolgreich/i);
  });

  function inLanguageOthers(language: Language) {
    const terms = { title: 'T', contact: 'C', terms: 'M', hash: 'h' };
    const [root, trouble] = ['/d/pbmc', { kind: 'changed' }] as const;
    return {
      'cross site': crossSitePage().in(language),
      terms: termsPage({ terms, name: 'M', accepted: false, root, token, trouble }).in(language),
      'not signed in': institutePage({
        failure: describeFailure('oidc-not-allowed', { name: 'I', account: 'a@b.example' }),
        ways: { again: '/a', other: '/b' },
      }).in(language),
      'signed out': signedOutPage({ name: 'I', url: 'https://i.example', back: '/' }).in(language),
    };
  }

  /** Those without gaps, of more than one word. */
  function sentencesOf(words: object): string[] {
    return Object.values(words).flatMap((value: unknown) => {
      if (typeof value === 'string') return value.includes(' ') ? [value] : [];
      return typeof value === 'object' && value !== null ? sentencesOf(value) : [];
    });
  }

  test('every sentence is another than the English one, save those that are names', () => {
    const pairs = (words: object, other: object): [string, string][] =>
      Object.entries(words).flatMap(([name, value]: [string, unknown]): [string, string][] => {
        const there: unknown = (other as Record<string, unknown>)[name];
        if (typeof value === 'string') return [[value, String(there)]];
        return typeof value === 'object' && value !== null ? pairs(value, there as object) : [];
      });
    expect(pairs(englishPages, germanPages).filter(([one, other]) => one === other)).toEqual([]);
    expect(pairs(englishPages, germanPages).length).toBeGreaterThan(50);
  });
});
