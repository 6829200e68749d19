/** Reads the path of a request: which session it is for and what it asks of it. Pure. */

export type Address =
  | {
      readonly kind: 'session';
      readonly slug: string;
      readonly root: string;
      readonly path: string;
      readonly search: string;
    }
  /** Annotate builds its addresses from the page's own: without the slash at the end they would all be wrong. */
  | { readonly kind: 'slash-missing'; readonly location: string }
  | { readonly kind: 'robots' }
  | { readonly kind: 'nothing' };

const inside = /^\/d\/([\w-]{1,100})(\/.*)?$/;

/** @param target the request line's target as sent; nothing is decoded, so an encoded slash or dot stays what it is */
export function readAddress(target: string, basePath: string): Address {
  const queryAt = target.indexOf('?');
  const path = queryAt === -1 ? target : target.slice(0, queryAt);
  const search = queryAt === -1 ? '' : target.slice(queryAt);
  if (path === '/robots.txt') return { kind: 'robots' };
  if (!path.startsWith(`${basePath}/`)) return { kind: 'nothing' };
  const [, slug, rest] = inside.exec(path.slice(basePath.length)) ?? [];
  if (slug === undefined) return { kind: 'nothing' };
  const root = `${basePath}/d/${slug}`;
  if (rest === undefined) return { kind: 'slash-missing', location: `${root}/${search}` };
  return { kind: 'session', slug, root, path: rest, search };
}

const libraryPath = /^\/(?:-\/(?:sign-in|sign-out|picture\/[\w-]{1,100}\.png))?$/;

/** What a request asks of the library's own address; null for everything that is not one of its few pages. */
export function readLibraryPath(
  target: string,
  basePath: string,
): { readonly path: string; readonly search: string } | null {
  const [path = '', query] = target.split(/\?(.*)/s, 2);
  const inside = path.startsWith(basePath) ? path.slice(basePath.length) : '';
  return libraryPath.test(inside) ? { path: inside, search: query === undefined ? '' : `?${query}` } : null;
}

const strayPath = /^\/d(\/static\/assets\/[\w-][\w.-]*)$/;

/**
 * Annotate's page asks for its logo one folder too high (`../static/assets/…`), which is only right at a server's root. Says where it is
 * meant to be, from the page that asks.
 *
 * @param referer as the browser sends it; nothing of it is used but a session's slug
 */
export function findStray(target: string, basePath: string, referer: string | undefined): string | null {
  const [, file] = target.startsWith(basePath) ? (strayPath.exec(target.slice(basePath.length)) ?? []) : [];
  if (file === undefined || referer === undefined || !URL.canParse(referer)) return null;
  const page = readAddress(new URL(referer).pathname, basePath);
  return page.kind === 'session' ? `${page.root}${file}` : null;
}
