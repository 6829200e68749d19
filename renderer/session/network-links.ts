/** A session's links for other computers on the network. Pure. */
import type { Network } from '../../contract/network.ts';
import type { Session } from '../../contract/session.ts';
import { rungWithoutTunnel } from './reach.ts';

export interface NetworkLink {
  readonly host: string;
  readonly url: string;
}

export interface NetworkLinks {
  /** By address: works without any name service. */
  readonly byAddress: readonly NetworkLink[];
  readonly byName: readonly NetworkLink[];
}

/** Nothing before the session has an address of its own. */
export function networkLinksOf({ url }: Pick<Session, 'url'>, { addresses }: Pick<Network, 'addresses'>): NetworkLinks {
  if (url === null) return { byAddress: [], byName: [] };
  const { pathname } = new URL(url);
  const links = addresses.map((address) => {
    const { origin, hostname } = new URL(address);
    return { host: hostname, url: `${origin}${pathname}` };
  });
  const isAddress = ({ host }: NetworkLink) => /^[\d.]+$|^\[/.test(host);
  return { byAddress: links.filter(isAddress), byName: links.filter((link) => !isAddress(link)) };
}

/** Where the owner opens the session: on this computer no browser has to be asked to believe a certificate. */
export function ownersLink({ url }: Pick<Session, 'url'>, network: Pick<Network, 'here'> | undefined): string | null {
  const here = network?.here ?? null;
  return url === null || here === null ? url : `${new URL(here).origin}${new URL(url).pathname}`;
}

export type Rung = PrivateRung | 'internet';
export type PrivateRung = 'computer' | 'network';

/** Where it is reached without a tunnel: a network that is switched on counts, even while this computer is connected to none. */
export function ownRung(session: Pick<Session, 'url'>, network: Pick<Network, 'lan'> | undefined): PrivateRung {
  return network?.lan === 'on' ? 'network' : rungWithoutTunnel(session);
}

/** Who a dataset can be shared with from the start, the first being usual. Closing the network for others is no choice of one dataset's. */
export function waysToShare(network: Pick<Network, 'lan' | 'addresses'> | undefined): readonly Rung[] {
  switch (network?.lan) {
    case 'off':
      return ['computer', 'network', 'internet'];
    case 'on':
      return ['network', 'internet'];
    case 'fixed':
      return [network.addresses.length > 0 ? 'network' : 'computer', 'internet'];
    case undefined:
      return ['computer', 'internet'];
  }
}

/** Which of these the owner can choose between; one where that was said at the start. */
export function privateRungs(own: PrivateRung, network: Pick<Network, 'lan'> | undefined): readonly PrivateRung[] {
  return network === undefined || network.lan === 'fixed' ? [own] : ['computer', 'network'];
}
