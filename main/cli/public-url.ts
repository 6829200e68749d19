/** Reads the address by which people reach the lab's own web server. Pure. */
import { InvalidArgumentError } from 'commander';

export interface PublicUrl {
  readonly https: boolean;
  /** Lower case, without port; an IPv6 address in brackets. */
  readonly hostname: string;
  readonly port: number;
  /** As browsers send it: with the port unless it is the scheme's own. */
  readonly host: string;
  /** Empty, or begins with a slash and does not end with one. */
  readonly basePath: string;
  /** What every link begins with: without a slash at the end. */
  readonly base: string;
}

/** @throws InvalidArgumentError */
export function readPublicUrl(text: string): PublicUrl {
  if (!URL.canParse(text)) throw wrong();
  const { protocol, hostname, port, host, pathname, search, hash, username, password } = new URL(text);
  const https = protocol === 'https:';
  if (!https && protocol !== 'http:') throw wrong();
  if (search + hash + username + password !== '') throw wrong();
  // The URL standard lets quotes, braces and dollar signs pass in names; no name service does.
  if (!/^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/.test(hostname)) throw wrong();
  const basePath = pathname === '/' ? '' : readBasePath(pathname);
  const base = `${protocol}//${host}${basePath}`;
  return { https, hostname, port: Number(port) || (https ? 443 : 80), host, basePath, base };
}

/** @throws InvalidArgumentError */
export function readBasePath(text: string): string {
  if (!/^(\/[\w.~-]+)+\/?$/.test(text) || text.split('/').some((part) => part === '.' || part === '..')) {
    throw new InvalidArgumentError('It must be a path such as /lab or /lab/cells.');
  }
  return text.replace(/\/$/, '');
}

function wrong(): InvalidArgumentError {
  return new InvalidArgumentError('It must be an address such as https://lab.example.org/cells.');
}
