import { describe, expect, test } from 'vitest';
import { matches } from '../library-pages.ts';
import type { Offer } from '../ports.ts';
import { galleryHeaders, galleryPage, type GalleryPage } from './gallery-page.ts';

const offer = (title: string, more: Partial<Offer> = {}): Offer => ({
  slug: title.toLowerCase(),
  title,
  groups: ['lung'],
  cells: 87_412,
  genes: 24_306,
  picture: { version: 'v1', sentence: 'umap of 87,412 cells' },
  words: [],
  state: 'open',
  looking: [],
  ...more,
});
const page = (offers: readonly Offer[], more: Partial<GalleryPage> = {}): string =>
  galleryPage({ basePath: '/lab', name: 'maria', maySignOut: true, search: '', offers, total: offers.length, ...more })
    .text;

describe('the gallery', () => {
  test('of nothing says what makes datasets appear, and asks for no search', () => {
    const text = page([]);
    expect(text).toContain('There is no dataset for you here yet.');
    expect(text).not.toContain('type="search"');
  });

  test('of one leads to it below the base path, with size and picture', () => {
    const text = page([offer('Lung')]);
    expect(text).toContain('href="/lab/d/lung/"');
    expect(text).toContain('src="/lab/-/picture/lung.png?v=v1"');
    expect(text).toContain('alt="umap of 87,412 cells"');
    expect(text).toContain('87,412 cells, 24,306 genes');
  });

  test('of a hundred has a card for each', () => {
    const text = page(Array.from({ length: 100 }, (_, at) => offer(`Set ${at}`)));
    expect(text.match(/<li>/g)).toHaveLength(100);
  });

  test('says what a dataset does, and who is looking', () => {
    const said = (more: Partial<Offer>) => page([offer('Lung', more)]);
    expect(said({})).toContain('Nobody looking');
    expect(said({ state: 'asleep' })).toContain('Asleep, opens by itself');
    expect(said({ state: 'starting' })).toContain('Getting ready');
    expect(said({ state: 'paused' })).toContain('Paused by its owner');
    expect(said({ state: 'broken' })).toContain('Cannot be opened now');
    expect(said({ looking: ['jonas'] })).toContain('jonas is looking');
    expect(said({ looking: ['jonas', 'b'] })).toContain('jonas and 1 other looking');
    expect(said({ looking: ['jonas', 'b', 'c'] })).toContain('jonas and 2 others looking');
    expect(said({ cells: null, genes: null, picture: null })).toContain('Not opened yet');
  });

  test('makes text of everything that somebody chose', () => {
    const evil = '"><script>alert(1)</script>';
    const text = page(
      [offer(evil, { slug: 'x', groups: [evil], looking: [evil], picture: { version: 'v', sentence: evil } })],
      {
        name: evil,
        search: evil,
        total: 2,
      },
    );
    expect(text).not.toContain('<script');
  });

  test('offers to sign out only whom we can sign out', () => {
    expect(page([])).toContain('/lab/-/sign-out');
    expect(page([], { maySignOut: false })).not.toContain('sign-out');
  });

  test('may load pictures of its own server and nothing else', () => {
    expect(galleryHeaders['Content-Security-Policy']).toContain("img-src 'self' data:");
    expect(galleryHeaders['Content-Security-Policy']).toContain("default-src 'none'");
    expect(galleryHeaders['Content-Security-Policy']).not.toContain('script-src');
  });
});

test.each<[string, boolean]>([
  ['', true],
  ['fetal', true],
  ['FETAL lung', true],
  ['lung  t cell', true],
  ['müller', true],
  ['muller', true],
  ['astrocyte', false],
  ['fetal kidney', false],
])('a search for "%s" finds it: %s', (search, expected) => {
  expect(matches({ title: 'Fetal lung', groups: ['Lab Müller'], words: ['T cell', 'Monocyte'] }, search)).toBe(
    expected,
  );
});
