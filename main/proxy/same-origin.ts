/** Tells requests of our own pages from those that another site makes with a collaborator's browser. Pure. */

export interface RequestOrigin {
  readonly method: string;
  readonly host: string;
  readonly origin: string | undefined;
  readonly secFetchSite: string | undefined;
}

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that changes something was made by a page of this very origin, or by no page at all (a program). The cookie's
 * SameSite is not enough: another port of the same computer is the same site.
 */
export function isOwnRequest({ method, host, origin, secFetchSite }: RequestOrigin): boolean {
  if (harmless.has(method)) return true;
  if (secFetchSite !== undefined && secFetchSite !== 'same-origin' && secFetchSite !== 'none') return false;
  return origin === undefined || sameHost(origin, host);
}

function sameHost(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase().replace(/:(?:80|443)$/, '');
}
