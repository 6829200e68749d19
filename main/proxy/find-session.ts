/** Finds the session that a request is for, before the sign-in (which belongs to a session): whether there is one changes no answer here. */
import type { Request, RequestHandler } from 'express';
import { exchangeOf, type Place } from './exchange.ts';
import type { Directory, Library } from './ports.ts';
import { nothingHerePage } from './pages/plain-pages.ts';
import { sendPage } from './send.ts';
import { findStray, readAddress, readLibraryPath } from './session-address.ts';

export function findSession(directory: Directory, basePath: string): RequestHandler {
  return (request, response, next) => {
    const stray = findStray(request.url, basePath, request.headers.referer);
    if (stray !== null) {
      response.redirect(307, stray);
      return;
    }
    const address = readAddress(request.url, basePath);
    switch (address.kind) {
      case 'robots':
        response.type('text/plain').send('User-agent: *\nDisallow: /\n');
        return;
      case 'nothing': {
        const place = libraryPlace(directory, basePath, request);
        if (place === null) {
          sendPage(response, 404, nothingHerePage());
          return;
        }
        exchangeOf(request).place = place;
        next();
        return;
      }
      case 'slash-missing':
        response.redirect(308, address.location);
        return;
      case 'session': {
        const exchange = exchangeOf(request);
        const { onlySlug } = exchange.arrival;
        const isNamed = onlySlug === null || onlySlug === address.slug;
        const door = isNamed ? directory.find(address.slug) : null;
        const { slug, root, path, search } = address;
        const gatekeeper = door?.gatekeeper ?? directory.strangers;
        const library = openLibrary(directory);
        const isOverFor = (id: string) => isNamed && door === null && directory.wasIn?.(slug, id) === true;
        exchange.place = { at: 'session', library, slug, root, path, search, door, gatekeeper, isOverFor };
        next();
      }
    }
  };
}

/** A tunnel's name opens its own session only. */
function libraryPlace(directory: Directory, basePath: string, request: Request): Place | null {
  const library = openLibrary(directory);
  const found = readLibraryPath(request.url, basePath);
  if (library === null || found === null || exchangeOf(request).arrival.onlySlug !== null) return null;
  return { at: 'library', library, slug: '', root: basePath, ...found, door: null, gatekeeper: library.gatekeeper };
}

function openLibrary({ library }: Directory): Library | null {
  return library?.isOpen === true ? library : null;
}
