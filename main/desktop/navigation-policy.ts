/** Where a page in our windows may go, and which links the system's browser or mail program may open. Pure; what is not named here is denied. */
import { parseAddress } from './web-address.ts';

export interface OwnAddresses {
  /** The control server's origin; null while there is no service. */
  readonly origin: string | null;
  /** Links of the sessions, on this computer and public: the owner opens them in a browser. */
  readonly links: readonly string[];
}

export type NavigationVerdict = 'inside' | 'outside' | 'denied';

/** Pages that our own texts point to. */
const helpHosts: ReadonlySet<string> = new Set([
  'www.python.org',
  'python.org',
  'docs.astral.sh',
  // Where the public relay shows an owner what its page asks visitors for.
  'loca.lt',
]);

/** Inside the window there is one page; everything else is a link that leads outside, or nothing. */
export function judgeNavigation(target: string, own: OwnAddresses): NavigationVerdict {
  const url = parseAddress(target);
  if (url === null) return 'denied';
  if (url.protocol === 'mailto:') return isPlainMail(url) ? 'outside' : 'denied';
  if (!isPlainWeb(url)) return 'denied';
  if (url.origin === own.origin) return url.pathname === '/' ? 'inside' : 'denied';
  return isHelpOrLink(url, own.links) ? 'outside' : 'denied';
}

export function leadsOutside(target: string, own: OwnAddresses): boolean {
  return judgeNavigation(target, own) === 'outside';
}

function isHelpOrLink(url: URL, links: readonly string[]): boolean {
  if (url.protocol === 'https:' && url.port === '' && helpHosts.has(url.hostname)) return true;
  return links.some((link) => isBelow(url, parseAddress(link)));
}

function isBelow(url: URL, link: URL | null): boolean {
  return link !== null && url.origin === link.origin && url.pathname.startsWith(link.pathname);
}

/** An address that carries a name or password is made to mislead. */
function isPlainWeb({ protocol, username, password }: URL): boolean {
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}

/** A text to send, to nobody yet. Nothing else: some mail programs attach files that a link names. */
function isPlainMail({ pathname, searchParams }: URL): boolean {
  return pathname === '' && [...searchParams.keys()].every((name) => name === 'subject' || name === 'body');
}
