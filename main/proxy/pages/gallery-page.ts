/** The gallery of the datasets that one person may see: title, size, a small picture, and who is looking. */
import { galleryPolicy } from '../content-policy.ts';
import type { Offer } from '../ports.ts';
import { gallerySheet } from './gallery-style.ts';
import { page, wordmark } from './layout.ts';
import { markup, type Markup } from './markup.ts';
import { OwnPage } from './own-page.ts';
import { style } from './style.ts';
import type { PageWords } from './words-en.ts';

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

export function galleryPage(what: GalleryPage): OwnPage {
  return new OwnPage((words) => galleryMarkup(words, what));
}

function galleryMarkup(words: PageWords, { basePath, name, maySignOut, search, offers, total }: GalleryPage): Markup {
  const { gallery } = words;
  const signOut = maySignOut
    ? markup`<a class="button" href="${basePath}/-/sign-out">${words.signOut.button}</a>`
    : null;
  return page(
    words,
    gallery.title,
    sheet,
    markup`<header class="bar">
      ${wordmark}<span class="who"><span class="muted small">${name}</span>${signOut}</span>
    </header>
    <main class="shelf">
      <div class="top">
        <h1>${gallery.title}</h1>
        ${total === 0 ? null : searchBox(words, basePath, search)}
      </div>
      ${saying(words, search, offers.length, total)}
      ${offers.length === 0 ? null : markup`<ul class="gallery">${offers.map((offer) => card(words, basePath, offer))}</ul>`}
    </main>`,
  );
}

function searchBox({ gallery }: PageWords, basePath: string, search: string): Markup {
  return markup`<form class="search" role="search" method="get" action="${basePath}/">
    <input type="search" name="search" value="${search}" aria-label="${gallery.searchLabel}" placeholder="${gallery.searchHint}" maxlength="100" />
    <button class="button" type="submit">${gallery.search}</button>
  </form>`;
}

function saying({ gallery }: PageWords, search: string, shown: number, total: number): Markup | null {
  if (total === 0) return markup`<p class="muted lead">${gallery.empty}</p>`;
  if (search === '') return null;
  return markup`<p class="muted" role="status">${gallery.found(shown, search, total)}</p>`;
}

function card({ gallery }: PageWords, basePath: string, offer: Offer): Markup {
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
  const size = cells === null || genes === null ? gallery.notOpened : gallery.size(cells, genes);
  return markup`<li>
    <a href="${basePath}/d/${slug}/"
      >${image}
      <h2>${title}</h2>
      <p class="small muted">${size}</p>
      <p class="small muted">${doing(gallery, offer)}</p>
      <p class="small muted">${groups.join(', ')}</p></a
    >
  </li>`;
}

function doing(gallery: PageWords['gallery'], { state, looking: [first, ...others] }: Offer): string {
  return first === undefined ? gallery.doing(state) : gallery.looking(first, others.length);
}
