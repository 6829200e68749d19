/** Which headers pass between collaborators and the host, in either direction: a list of what may, so that nothing else can. Pure. */
import type { IncomingHttpHeaders } from 'node:http';

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * What Annotate's routes read. Cookies, credentials, forwarded and hop-by-hop headers are not among them, nor conditions and ranges:
 * versions of answers are the proxy's own.
 */
const towardsHost = ['accept', 'content-type', 'content-encoding', 'content-length'] as const;

/** What describes the body; its length, coding and version are told by whoever sends it. */
const towardsBrowser = ['content-type', 'content-disposition', 'allow', 'retry-after'] as const;

export function headersForHost(headers: IncomingHttpHeaders): Partial<Record<(typeof towardsHost)[number], string>> {
  return picked(headers, towardsHost);
}

export function headersForBrowser(headers: Headers): Partial<Record<(typeof towardsBrowser)[number], string>> {
  return picked(headers, towardsBrowser);
}

/** A sender may name further headers that end at the next hop (RFC 9110, 7.6.1). */
function picked<Name extends string>(headers: Headers, names: readonly Name[]): Partial<Record<Name, string>> {
  const { connection } = headers;
  const endHere = new Set(
    String(connection ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase()),
  );
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = headers[name];
    if (value === undefined || (endHere.has(name) && name !== 'content-length')) continue;
    found[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return found;
}

const hashedName = /-[0-9a-f]{16,}\.\w+$/;
const YEAR_SECONDS = 31_536_000;

/** Never to be kept by a cache that several people share. Files whose name holds a hash of their content never change. */
export function cachingFor(path: string, status: number): string {
  if (status >= 400) return 'no-store';
  return hashedName.test(path) ? `private, max-age=${YEAR_SECONDS}, immutable` : 'private, no-cache';
}
