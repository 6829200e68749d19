/** The gallery of the datasets that one person may see: title, size, a small picture, and who is looking. */
import { galleryPolicy } from '../content-policy.ts';
import type { Offer } from '../ports.ts';
import { gallerySheet } from './gallery-style.ts';
import { page, wordmark } from './layout.ts';
import { markup, type Markup } from './markup.ts';
import { style } from './style.ts';

export interface GalleryPage {
  readonly basePath: string;
  readonly name: string;
  readonly maySignOut: boolean;
  /** What was searched for; empty for everything. */
  readonly search: string;
  readonly offers: readonly Offer[];
  /** Of all that this person may see. */
  readonly total: number;
}

const sheet = `${style}${gallerySheet}`;

export const galleryHeaders = {
  'Content-Security-Policy': galleryPolicy(sheet),
  'Cache-Control': 'no-store',
} as const;

const number = new Intl.NumberFormat('en');

export function galleryPage({ basePath, name, maySignOut, search, offers, total }: GalleryPage): Markup {
  const signOut = maySignOut ? markup`<a class="button" href="${basePath}/-/sign-out">Sign out</a>` : null;
  return page(
    'Datasets',
    sheet,
    markup`<header class="bar">
      ${wordmark}<span class="who"><span class="muted small">${name}</span>${signOut}</span>
    </header>
    <main class="shelf">
      <div class="top">
        <h1>Datasets</h1>
        ${total === 0 ? null : searchBox(basePath, search)}
      </div>
      ${saying(search, offers.length, total)}
      ${offers.length === 0 ? null : markup`<ul class="gallery">${offers.map((offer) => card(basePath, offer))}</ul>`}
    </main>`,
  );
}

function searchBox(basePath: string, search: string): Markup {
  return markup`<form class="search" role="search" method="get" action="${basePath}/">
    <input type="search" name="search" value="${search}" aria-label="Search datasets" placeholder="Title, group or cell type" maxlength="100" />
    <button class="button" type="submit">Search</button>
  </form>`;
}

function saying(search: string, shown: number, total: number): Markup | null {
  if (total === 0)
    return markup`<p class="muted lead">
      There is no dataset for you here yet. Datasets appear when the person who runs this adds them to one of your groups.
    </p>`;
  if (search === '') return null;
  const count = shown === 0 ? 'Nothing' : shown === 1 ? 'One dataset' : `${number.format(shown)} datasets`;
  return markup`<p class="muted" role="status">${count} found for “${search}”, of ${number.format(total)}.</p>`;
}

function card(basePath: string, offer: Offer): Markup {
  const { slug, title, cells, genes, picture, groups } = offer;
  const image =
    picture === null
      ? markup`<span class="frame" aria-hidden="true"></span>`
      : markup`<span class="frame"
          ><img
            src="${basePath}/-/picture/${slug}.png?v=${picture.version}"
            alt="${picture.sentence}"
            width="272"
            height="204"
            loading="lazy"
        /></span>`;
  const size =
    cells === null || genes === null
      ? 'Not opened yet'
      : `${number.format(cells)} cells, ${number.format(genes)} genes`;
  return markup`<li>
    <a href="${basePath}/d/${slug}/"
      >${image}
      <h2>${title}</h2>
      <p class="small muted">${size}</p>
      <p class="small muted">${doing(offer)}</p>
      <p class="small muted">${groups.join(', ')}</p></a
    >
  </li>`;
}

function doing({ state, looking }: Offer): string {
  if (looking.length > 0) return lookers(looking);
  switch (state) {
    case 'open':
      return 'Nobody looking';
    case 'asleep':
      return 'Asleep, opens by itself';
    case 'starting':
      return 'Getting ready';
    case 'paused':
      return 'Paused by its owner';
    case 'broken':
      return 'Cannot be opened now';
  }
}

function lookers([first = '', ...others]: readonly string[]): string {
  if (others.length === 0) return `${first} is looking`;
  return others.length === 1
    ? `${first} and 1 other looking`
    : `${first} and ${number.format(others.length)} others looking`;
}
