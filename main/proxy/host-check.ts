/** Pass: answers only to names that are ours (a page elsewhere may point its own name at this computer), and believes forwarded headers of a tunnel and of the lab's own server only. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { exchangeOf } from './exchange.ts';
import { isLoopback, joined, noFrontServer, readForwarded, type FrontServer } from './front-server.ts';
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
  readonly host: AllowedHost;
  /** Whether the person came by https, which a server in front knows better than the connection to us tells. */
  readonly https: boolean;
  /** The person's own address as far as it is known. */
  readonly address: string;
  readonly sharedAddress: boolean;
  readonly frontUser: string | null;
  readonly keepsCredentials: boolean;
}

export type Judgement = ({ readonly allow: true } & Origin) | Extract<HostVerdict, { allow: false }>;

export interface Sender {
  readonly headers: IncomingHttpHeaders;
  readonly peer: string;
  /** Whether the connection to us is. */
  readonly encrypted: boolean;
  /** Each header by which a server in front may have named a user. */
  readonly userHeaders: readonly string[];
}

/**
 * By which name the request came, and what its forwarded headers are worth: nothing, but from two senders. A tunnel's client runs on
 * this computer, and its name opens one session; whoever asks for that name is never taken for the lab's own server, though both come
 * from here. The address it tells is the relay's word: it parts people for rate limits and decides nothing else.
 */
export function judge(
  head: RequestHead,
  sender: Sender,
  allowed: readonly AllowedHost[],
  front: FrontServer,
): Judgement {
  const { headers, peer, encrypted, userHeaders } = sender;
  const verdict = judgeHead(head, allowed);
  if (!verdict.allow && verdict.status !== 421) return verdict;
  if (verdict.allow && verdict.host.slug !== null) {
    return { allow: true, host: verdict.host, ...originOf(sender), frontUser: null, keepsCredentials: true };
  }
  const tunnelOpen = allowed.some(({ slug }) => slug !== null);
  const told = readForwarded(front, { headers, userHeaders, peer, tunnelOpen });
  if (told === null) {
    const direct = { https: encrypted, address: peer, sharedAddress: false, frontUser: null, keepsCredentials: true };
    return verdict.allow ? { allow: true, host: verdict.host, ...direct } : verdict;
  }
  const { hosts, https, address, sharedAddress, user, keepsCredentials } = told;
  const verdicts = hosts.map((host) => judgeHead({ ...head, hosts: [host] }, allowed));
  const named = verdicts.find((one) => one.allow) ?? verdicts[0];
  if (named?.allow !== true) return named ?? { allow: false, status: 421 };
  const cameByHttps = headers['x-forwarded-proto'] === undefined ? encrypted : https;
  return {
    allow: true,
    host: named.host,
    https: cameByHttps,
    address,
    sharedAddress,
    frontUser: user,
    keepsCredentials,
  };
}

/** What a tunnel's forwarded headers are worth. */
function originOf({ headers, peer, encrypted }: Sender): Pick<Origin, 'https' | 'address' | 'sharedAddress'> {
  if (!isLoopback(peer)) return { https: encrypted, address: peer, sharedAddress: false };
  const [, lastHop = ''] = /([^,\s]+)\s*$/.exec(joined(headers['x-forwarded-for'])) ?? [];
  const https = encrypted || joined(headers['x-forwarded-proto']).trim().toLowerCase() === 'https';
  return isIP(lastHop) === 0
    ? { https, address: peer, sharedAddress: true }
    : { https, address: lastHop, sharedAddress: false };
}

export function hostCheck(
  allowedHosts: () => readonly AllowedHost[],
  front: FrontServer = noFrontServer,
): RequestHandler {
  return (request, response, next) => {
    const { headers } = request;
    const head = {
      method: request.method,
      target: request.url,
      hosts: rawValues(request, 'host'),
      upgrade: headers.upgrade,
    };
    const userHeaders = front.userHeader === null ? [] : rawValues(request, front.userHeader);
    const sender = { headers, peer: request.socket.remoteAddress ?? '', encrypted: isEncrypted(request), userHeaders };
    const judgement = judge(head, sender, allowedHosts(), front);
    if (!judgement.allow) {
      response.status(judgement.status).type('text/plain').send('This request is not meant for this server.\n');
      return;
    }
    const { host, address, sharedAddress, frontUser } = judgement;
    exchangeOf(request).arrival = { name: host.host, onlySlug: host.slug, address, sharedAddress, frontUser };
    replaceForwarded(headers, judgement, front);
    next();
  };
}

const forwarded = /^(?:forwarded|via|x-real-ip|x-forwarded-.*|x-annotate-share-.*)$/;

/** From here on the headers say what we believe: express is told to trust exactly these. */
function replaceForwarded(headers: IncomingHttpHeaders, origin: Origin, { userHeader }: FrontServer): void {
  for (const name of Object.keys(headers)) if (forwarded.test(name)) Reflect.deleteProperty(headers, name);
  if (userHeader !== null) Reflect.deleteProperty(headers, userHeader);
  if (!origin.keepsCredentials) delete headers.authorization;
  headers['x-forwarded-for'] = origin.address;
  headers['x-forwarded-proto'] = origin.https ? 'https' : 'http';
  headers.host = origin.host.host;
}

function rawValues({ rawHeaders }: IncomingMessage, name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}

export function isEncrypted({ socket }: IncomingMessage): boolean {
  return 'encrypted' in socket && socket.encrypted === true;
}
