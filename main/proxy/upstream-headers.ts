/** Which headers pass between collaborators and the host, in either direction: a list of what may, so that nothing else can. Pure. */
import type { IncomingHttpHeaders } from 'node:http';

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What Annotate's routes read. Cookies, credentials, forwarded and hop-by-hop headers are not among them. */
const towardsHost = [
  'accept',
  'content-type',
  'content-encoding',
  'content-length',
  'if-none-match',
  'if-modified-since',
  'if-range',
  'range',
] as const;

const towardsBrowser = [
  'content-type',
  'content-encoding',
  'content-length',
  'content-disposition',
  'content-range',
  'accept-ranges',
  'etag',
  'last-modified',
  'vary',
  'allow',
  'retry-after',
] as const;

export interface HostHeaders {
  readonly secret: string;
  readonly collaborator: string;
  readonly acceptEncoding: string;
}

export function headersForHost(headers: IncomingHttpHeaders, own: HostHeaders): Record<string, string> {
  return {
    ...picked(headers, towardsHost),
    'accept-encoding': own.acceptEncoding,
    'x-annotate-share-secret': own.secret,
    'x-annotate-share-collaborator': own.collaborator,
  };
}

export function headersForBrowser(headers: Headers): Record<string, string> {
  return picked(headers, towardsBrowser);
}

/** A sender may name further headers that end at the next hop (RFC 9110, 7.6.1). */
function picked(headers: Headers, names: readonly string[]): Record<string, string> {
  const { connection } = headers;
  const endHere = new Set(
    String(connection ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase()),
  );
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      if (value === undefined || (endHere.has(name) && name !== 'content-length')) return [];
      return [[name, typeof value === 'string' ? value : value.join(', ')]];
    }),
  );
}

const hashedName = /-[0-9a-f]{16,}\.\w+$/;
const YEAR_SECONDS = 31_536_000;

/** Never to be kept by a cache that several people share. Files whose name holds a hash of their content never change. */
export function cachingFor(path: string, status: number): string {
  if (status >= 400) return 'no-store';
  return hashedName.test(path) ? `private, max-age=${YEAR_SECONDS}, immutable` : 'private, no-cache';
}

/** Whether a client that sent this Accept-Encoding can read gzip. One that sent none is taken to read plain bytes only. */
export function readsGzip(acceptEncoding: string | undefined): boolean {
  return (acceptEncoding ?? '').split(',').some((entry) => {
    const [coding = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    return (coding === 'gzip' || coding === '*') && Number(quality?.slice(2) ?? 1) > 0;
  });
}
