/** Both places where the proxy may listen, seen together: as it was started, and the network when the owner switches it on. Pure. */
import {
  allowedHosts,
  certifiedNames,
  isLoopback,
  isWildcard,
  localUrl,
  networkUrls,
  type Interfaces,
  type Listening,
} from './addresses.ts';
import type { AllowedHost } from '../proxy/ports.ts';

export interface Listeners {
  readonly own: Listening;
  /** On every address of this computer, by TLS. */
  readonly network: Listening | null;
}

/** @param networkPort null while the network is not listened to */
export function listenersOf(own: Listening, networkPort: number | null): Listeners {
  return {
    own,
    network: networkPort === null ? null : { ...own, bind: '0.0.0.0', port: networkPort, tls: true },
  };
}

/** The base of each session's link: one that others can use, where there is one. */
export function shownUrl({ own, network }: Listeners, interfaces: Interfaces): string {
  const url = network === null ? null : localUrl(network, interfaces);
  // Without any network a wildcard is this computer, and then there is no reason to show what browsers warn of.
  return url === null || isLoopback(new URL(url).hostname) ? localUrl(own, interfaces) : url;
}

export function urlsForOthers({ own, network }: Listeners, interfaces: Interfaces): string[] {
  return networkUrls(network ?? own, interfaces);
}

/** The base of links on this computer, when it is not the one that is shown. */
export function urlHere({ own, network }: Listeners, interfaces: Interfaces): string | null {
  return network === null ? null : localUrl(own, interfaces);
}

export function answeredHosts(
  { own, network }: Listeners,
  interfaces: Interfaces,
  tunnels: readonly AllowedHost[],
): AllowedHost[] {
  return [
    ...(network === null ? [] : allowedHosts(network, interfaces, [])),
    ...allowedHosts(own, interfaces, tunnels),
  ];
}

export function namesToCertify(
  { own, network }: Listeners,
  interfaces: Interfaces,
): { readonly dns: string[]; readonly addresses: string[] } {
  const all = [own, ...(network === null ? [] : [network])].map((one) => certifiedNames(one, interfaces));
  return {
    dns: [...new Set(all.flatMap(({ dns }) => dns))],
    addresses: [...new Set(all.flatMap(({ addresses }) => addresses))],
  };
}

/**
 * Why the network is not switched on and off here: how it is reached was decided when it was started. Null where it can be.
 *
 * @param publicUrl of the lab's own web server in front
 */
export function whyFixed({ bind, hostNames }: Listening, publicUrl: string | undefined): string | null {
  if (!isLoopback(bind)) {
    return isWildcard(bind)
      ? `it was started with --bind ${bind}, for the network`
      : `it was started with --bind ${bind}`;
  }
  if (publicUrl !== undefined) return 'it was started with --public-url, behind a web server of your own';
  if (hostNames.length > 0) return 'it was started with --host-name, behind a web server of your own';
  return null;
}
