/** Who can reach a session, read from its addresses. */
import type { Session } from '../../contract/session.ts';

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Without a tunnel the proxy is heard on this computer only, or on the network when it was bound so. */
export function rungWithoutTunnel(session: Pick<Session, 'url'>): 'computer' | 'network' {
  if (session.url === null) return 'computer';
  return loopback.test(new URL(session.url).hostname) ? 'computer' : 'network';
}

/** Whether a tunnel is open or being opened: one that failed is none. */
export function isOnInternet({ reach }: Pick<Session, 'reach'>): boolean {
  return reach.provider !== null && (reach.state === 'opening' || reach.state === 'up' || reach.state === 'lost');
}

/** The free public relay shows each visitor a page of its own first, which asks for this computer's public address. */
export function relayAsksFirst(publicUrl: string | null): boolean {
  return publicUrl !== null && new URL(publicUrl).hostname.endsWith('.loca.lt');
}
