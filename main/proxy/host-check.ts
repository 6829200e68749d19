/** Pass: answers only to names that are ours (a page elsewhere may point its own name at this computer), and believes no forwarded header but a tunnel's. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { exchangeOf } from './exchange.ts';
import type { AllowedHost } from './ports.ts';

export type HostVerdict =
  | { readonly allow: true; readonly host: AllowedHost }
  /** 400: not a request for an origin server like this one; 405: never answered; 421: meant for somebody else. */
  | { readonly allow: false; readonly status: 400 | 405 | 421 };

export interface RequestHead {
  readonly method: string;
  readonly target: string;
  /** Every Host header that was sent: Node itself would keep the first and say nothing. */
  readonly hosts: readonly string[];
  readonly upgrade: string | undefined;
}

const neverAnswered = new Set(['TRACE', 'CONNECT']);
const schemePort = /:(?:80|443)$/;

export function judgeHead(head: RequestHead, allowed: readonly AllowedHost[]): HostVerdict {
  if (neverAnswered.has(head.method)) return { allow: false, status: 405 };
  if (!head.target.startsWith('/') || head.hosts.length !== 1) return { allow: false, status: 400 };
  if (head.upgrade?.toLowerCase().includes('websocket') === true) return { allow: false, status: 400 };
  const named = head.hosts[0]?.toLowerCase() ?? '';
  const host =
    allowed.find((one) => one.host === named) ?? allowed.find((one) => one.host === named.replace(schemePort, ''));
  return host === undefined ? { allow: false, status: 421 } : { allow: true, host };
}

export interface Origin {
  readonly https: boolean;
  /** The person's own address as far as it is known. */
  readonly address: string;
  readonly sharedAddress: boolean;
}

/**
 * What forwarded headers are worth: something only when the request came by a tunnel's name and from this computer, where the
 * tunnel's client runs. Even then the address is the relay's word: it parts people for rate limits and decides nothing else.
 */
export function originOf(headers: IncomingHttpHeaders, peer: string, viaTunnel: boolean): Origin {
  if (!viaTunnel || !isLoopback(peer)) return { https: false, address: peer, sharedAddress: false };
  const [, lastHop = ''] = /([^,\s]+)\s*$/.exec(joined(headers['x-forwarded-for'])) ?? [];
  const https = joined(headers['x-forwarded-proto']).trim().toLowerCase() === 'https';
  return isIP(lastHop) === 0
    ? { https, address: peer, sharedAddress: true }
    : { https, address: lastHop, sharedAddress: false };
}

export function hostCheck(allowedHosts: () => readonly AllowedHost[]): RequestHandler {
  return (request, response, next) => {
    const head = {
      method: request.method,
      target: request.url,
      hosts: rawValues(request, 'host'),
      upgrade: request.headers.upgrade,
    };
    const verdict = judgeHead(head, allowedHosts());
    if (!verdict.allow) {
      response.status(verdict.status).type('text/plain').send('This request is not meant for this server.\n');
      return;
    }
    const { host, slug } = verdict.host;
    const peer = request.socket.remoteAddress ?? '';
    const origin = originOf(request.headers, peer, slug !== null);
    exchangeOf(request).arrival = { name: host, onlySlug: slug, sharedAddress: origin.sharedAddress };
    replaceForwarded(request.headers, origin);
    next();
  };
}

const forwarded = /^(?:forwarded|via|x-real-ip|x-forwarded-.*|x-annotate-share-.*)$/;

/** From here on `request.ip` and `request.secure` are what we believe: express is told to trust exactly these headers. */
function replaceForwarded(headers: IncomingHttpHeaders, origin: Origin): void {
  for (const name of Object.keys(headers)) if (forwarded.test(name)) Reflect.deleteProperty(headers, name);
  headers['x-forwarded-for'] = origin.address;
  if (origin.https) headers['x-forwarded-proto'] = 'https';
}

function rawValues({ rawHeaders }: IncomingMessage, name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}

function joined(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : (value ?? []).join(',');
}

export function isEncrypted({ socket }: IncomingMessage): boolean {
  return 'encrypted' in socket && socket.encrypted === true;
}

export function isLoopback(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
}
