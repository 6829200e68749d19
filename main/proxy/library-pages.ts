/** Pass: the library's own address, for whoever is signed in to the whole server: the gallery, its pictures, signing out. */
import type { Request, RequestHandler, Response } from 'express';
import { exchangeOf } from './exchange.ts';
import { ownRoutes, SIGN_OUT_PATH } from './own-routes.ts';
import { galleryHeaders, galleryPage } from './pages/gallery-page.ts';
import { nothingHerePage } from './pages/plain-pages.ts';
import type { Library, Offer } from './ports.ts';
import { sendPage } from './send.ts';
import { dropPageHeaders } from './security-headers.ts';

const LONGEST_SEARCH = 100;
const picturePath = /^\/-\/picture\/([\w-]+)\.png$/;

export function libraryPages(basePath: string): RequestHandler {
  const own = ownRoutes();
  return (request, response, next) => {
    const { at, library, path } = exchangeOf(request).place;
    if (at === 'session' || library === null) {
      next();
      return;
    }
    if (path === SIGN_OUT_PATH) {
      void own(request, response, () => sendPage(response, 404, nothingHerePage()));
    } else if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.status(405).set('Allow', 'GET, HEAD').end();
    } else if (path === '/') {
      showGallery(library, basePath, request, response);
    } else {
      sendPicture(library, picturePath.exec(path)?.[1] ?? '', request, response).catch(next);
    }
  };
}

function showGallery(library: Library, basePath: string, request: Request, response: Response): void {
  const { guest, place } = exchangeOf(request);
  const search = (new URLSearchParams(place.search).get('search') ?? '').trim().slice(0, LONGEST_SEARCH);
  const all = library.offers(guest);
  const page = galleryPage({
    basePath,
    name: guest.name,
    // Whom a web server in front has signed in, we cannot sign out.
    maySignOut: guest.signInId !== null,
    search,
    offers: all.filter((offer) => matches(offer, search)),
    total: all.length,
  });
  sendPage(response, 200, page, galleryHeaders);
}

/** Every word must be found somewhere, as people expect of a search box. */
export function matches({ title, groups, words }: Pick<Offer, 'title' | 'groups' | 'words'>, search: string): boolean {
  const text = folded([title, ...groups, ...words].join('\n'));
  return folded(search)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

async function sendPicture(library: Library, slug: string, request: Request, response: Response): Promise<void> {
  const picture = await library.picture(exchangeOf(request).guest, slug);
  if (picture === null) {
    sendPage(response, 404, nothingHerePage());
    return;
  }
  dropPageHeaders(response);
  // The address names the version; in the browser alone, since another person at it may not see this one.
  response.set('Cache-Control', 'private, max-age=86400').set('Vary', 'Cookie').type('png').send(picture);
}
