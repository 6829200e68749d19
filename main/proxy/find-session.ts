/** Finds the session that a request is for, before the sign-in (which belongs to a session): whether there is one changes no answer here. */
import type { RequestHandler } from 'express';
import { exchangeOf } from './exchange.ts';
import type { Directory } from './ports.ts';
import { nothingHerePage } from './pages/plain-pages.ts';
import { sendPage } from './send.ts';
import { findStray, readAddress } from './session-address.ts';

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
      case 'nothing':
        sendPage(response, 404, nothingHerePage());
        return;
      case 'slash-missing':
        response.redirect(308, address.location);
        return;
      case 'session': {
        const exchange = exchangeOf(request);
        const { onlySlug } = exchange.arrival;
        const door = onlySlug === null || onlySlug === address.slug ? directory.find(address.slug) : null;
        const { slug, root, path, search } = address;
        const gatekeeper = door?.gatekeeper ?? directory.strangers;
        exchange.place = { slug, root, path, search, door, gatekeeper };
        next();
      }
    }
  };
}
