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
  return reach.provider !== null && ['opening', 'up', 'doubtful', 'lost'].includes(reach.state);
}

/** The fingerprint of a server that ssh does not know yet, for the owner to compare; null where that is not the trouble. */
export function unknownServer({ reach }: Pick<Session, 'reach'>): string | null {
  if (reach.error?.code !== 'tunnel-ssh-host-unknown') return null;
  return /SHA256:[A-Za-z0-9+/]{43}/.exec(reach.error.message)?.[0] ?? null;
}

/** What visitors are shown on their first visit, before they see us: see `relayAsksFirst`, and ngrok's page with a button. */
export function firstVisit(publicUrl: string | null): 'owner-address' | 'button' | null {
  if (publicUrl === null) return null;
  if (relayAsksFirst(publicUrl)) return 'owner-address';
  return /\.ngrok(?:-free)?\.(?:app|dev|io)$/.test(new URL(publicUrl).hostname) ? 'button' : null;
}

/** The free public relay shows each visitor a page of its own first, which asks for this computer's public address. */
export function relayAsksFirst(publicUrl: string | null): boolean {
  return publicUrl !== null && new URL(publicUrl).hostname.endsWith('.loca.lt');
}
