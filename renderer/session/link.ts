/** Which link is shown large, which beneath, and whether anybody else could open it. */
import type { Session } from '../../contract/session.ts';
import { rungWithoutTunnel } from './reach.ts';

export type LinkChoice =
  | { readonly kind: 'none' }
  /** The public link is on its way; the local one already works. */
  | { readonly kind: 'opening'; readonly also: string | null }
  | {
      readonly kind: 'ready';
      readonly url: string;
      readonly also: string | null;
      readonly rung: 'computer' | 'network' | 'internet';
    };

export function linkOf(session: Pick<Session, 'url' | 'publicUrl' | 'reach'>): LinkChoice {
  if (session.publicUrl !== null) {
    return { kind: 'ready', url: session.publicUrl, also: session.url, rung: 'internet' };
  }
  if (session.reach.state === 'opening' && session.reach.provider !== null) {
    return { kind: 'opening', also: session.url };
  }
  if (session.url === null) return { kind: 'none' };
  return { kind: 'ready', url: session.url, also: null, rung: rungWithoutTunnel(session) };
}

/** Scheme apart from the rest, so that the part people read can stand out. */
export function splitLink(url: string): { readonly scheme: string; readonly rest: string } {
  const end = url.indexOf('://');
  return end < 0 ? { scheme: '', rest: url } : { scheme: url.slice(0, end + 3), rest: url.slice(end + 3) };
}
