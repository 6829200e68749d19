/** What a web server of the lab's own may tell of a request: who it is from, by which name and scheme. Nobody else may. */
import { isUtf8 } from 'node:buffer';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isBrowser } from './is-browser.ts';
import { clientOf, listed, nobodyTrusted, plainAddress, type TrustedProxies } from './trusted-proxies.ts';

/** What the owner said of the server in front. */
export interface FrontServer {
  readonly proxies: TrustedProxies;
  /** What it proves itself with; null when its address is proof enough. */
  readonly secret: string | null;
  /** The header in which it names whom it has signed in, in lower case; null when it signs nobody in. */
  readonly userHeader: string | null;
}

export const noFrontServer: FrontServer = { proxies: nobodyTrusted, secret: null, userHeader: null };

export const FRONT_SECRET_HEADER = 'x-annotate-share-front';
const LONGEST_USER = 200;
/** What servers send where nobody is signed in. */
const namesNobody: ReadonlySet<string> = new Set(['', '-', '(null)']);

export interface Forwarded {
  /** Names by which the person may have called us, the likeliest first. They still have to be ours. */
  readonly hosts: readonly string[];
  readonly https: boolean;
  readonly address: string;
  readonly sharedAddress: boolean;
  /** Whom the server in front has signed in. */
  readonly user: string | null;
  /** False where Basic credentials are the ones of the server in front, not ours. */
  readonly keepsCredentials: boolean;
}

export interface FrontRequest {
  readonly headers: IncomingHttpHeaders;
  /** How often the user's header was sent: Node would join them. */
  readonly userHeaders: readonly string[];
  readonly peer: string;
  /** Whether a tunnel is open: its client runs on this computer, and what comes through it looks like one of our own. */
  readonly tunnelOpen: boolean;
}

/**
 * Null when the peer is nobody to believe. `Forwarded` (RFC 7239) is not read at all: the usual servers pass a stranger's on unchanged.
 *
 * What stands in a list is worth as much as the servers that were gone through to get there: of `X-Forwarded-Host: a, b` behind one
 * server of ours `b` counts, behind two `a`.
 */
export function readForwarded(
  front: FrontServer,
  { headers, userHeaders, peer, tunnelOpen }: FrontRequest,
): Forwarded | null {
  if (!front.proxies.has(plainAddress(peer) ?? '') || !provesItself(front.secret, headers)) return null;
  const { address, shared, hops } = clientOf(peer, joined(headers['x-forwarded-for']), front.proxies);
  const told = (name: string) => listed(joined(headers[name])).slice(-hops)[0]?.toLowerCase();
  const https = told('x-forwarded-proto') === 'https';
  const host = told('x-forwarded-host') ?? (headers.host ?? '').toLowerCase();
  const believesUser = front.secret !== null || !tunnelOpen || !isLoopback(peer);
  const user = front.userHeader !== null && believesUser ? oneUser(userHeaders) : null;
  return {
    hosts: hostsFor(host, told('x-forwarded-port')),
    https,
    address,
    sharedAddress: shared,
    user,
    // Browsers are never asked for Basic credentials by us: those that they send here were asked for by the server in front.
    keepsCredentials: user === null && !isBrowser(headers),
  };
}

/** A port that the server in front adds may also be one that nobody outside sees. */
function hostsFor(host: string, port: string | undefined): readonly string[] {
  const isComplete = port === undefined || !/^\d{1,5}$/.test(port) || /:\d+$/.test(host);
  return isComplete ? [host] : [`${host}:${port}`, host];
}

/** Two headers are one too many: one of them may be the person's own. */
function oneUser(values: readonly string[]): string | null {
  const user = readable(values[0] ?? '').trim();
  const isUsable = values.length === 1 && user.length <= LONGEST_USER && !/\p{Cc}/u.test(user);
  return isUsable && !namesNobody.has(user) ? user : null;
}

/** Servers send the bytes of their password file as they are; Node takes each byte for a character. */
function readable(value: string): string {
  const bytes = Buffer.from(value, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : value;
}

function provesItself(secret: string | null, headers: IncomingHttpHeaders): boolean {
  return secret === null || timingSafeEqual(digest(secret), digest(joined(headers[FRONT_SECRET_HEADER])));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

export function joined(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : (value ?? []).join(',');
}

export function isLoopback(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
}
