/** Which peers are servers of the lab's own, and whose address the person's is when a request came through them. Pure. */
import { BlockList, isIP, SocketAddress } from 'node:net';
import { ShareError } from '../../contract/errors.ts';

export interface TrustedProxies {
  /** @param address as {@link plainAddress} writes it */
  has(address: string): boolean;
}

/** Nobody is believed: what holds unless the owner names somebody. */
export const nobodyTrusted: TrustedProxies = { has: () => false };

/**
 * @param names addresses, networks (`10.0.0.0/8`, `fd00::/8`) or `loopback`
 * @throws ShareError `usage` for anything else, and for a network of everybody
 */
export function trustedProxies(names: readonly string[]): TrustedProxies {
  if (names.length === 0) return nobodyTrusted;
  const list = new BlockList();
  for (const name of names) add(list, name);
  return {
    has: (address) => {
      const version = isIP(address);
      return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4');
    },
  };
}

function add(list: BlockList, name: string): void {
  if (name === 'loopback') {
    list.addSubnet('127.0.0.0', 8, 'ipv4');
    list.addAddress('::1', 'ipv6');
    return;
  }
  const [, text = '', bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(name) ?? [];
  const address = plainAddress(text);
  if (address === null) throw refused(name, 'it must be an address, a network such as 10.0.0.0/8, or loopback');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (bits === undefined) {
    list.addAddress(address, family);
    return;
  }
  if (Number(bits) === 0)
    throw refused(name, 'that network is everybody, and everybody could then pretend to be anybody');
  const widest = family === 'ipv6' ? 128 : 32;
  if (Number(bits) > widest) throw refused(name, `a network of such addresses has at most ${widest} bits`);
  list.addSubnet(address, Number(bits), family);
}

function refused(name: string, reason: string): ShareError {
  return new ShareError('usage', { reason: `--trusted-proxy ${name}: ${reason}.` });
}

/** One spelling for each address: without zone and brackets, IPv4 as IPv4 also where a socket calls it `::ffff:…`. Null for anything else. */
export function plainAddress(text: string): string | null {
  const [bare = ''] = text.replace(/^\[(.*)\]$/, '$1').split('%', 1);
  const version = isIP(bare);
  if (version === 0) return null;
  if (version === 4) return bare;
  const { address } = new SocketAddress({ address: bare, family: 'ipv6' });
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1] ?? address;
}

export interface Client {
  /** The first from our end that is no server of the lab's own. */
  readonly address: string;
  /** True where the address is that of a server before many people, because it did not tell theirs. */
  readonly shared: boolean;
  /** How many servers of the lab's own the request came through, the peer among them. */
  readonly hops: number;
}

/**
 * Goes from our end towards the person for as long as each address is one that is believed: what stands further left was told by
 * somebody who is not.
 *
 * @param forwardedFor the header as sent: commas between addresses, the nearest last
 */
export function clientOf(peer: string, forwardedFor: string, trusted: TrustedProxies): Client {
  let client: Client = { address: plainAddress(peer) ?? peer, shared: false, hops: 0 };
  for (const entry of [...listed(forwardedFor)].reverse()) {
    if (!trusted.has(client.address)) return client;
    const address = withoutPort(entry);
    if (address === null) return { ...client, shared: true, hops: client.hops + 1 };
    client = { address, shared: false, hops: client.hops + 1 };
  }
  if (!trusted.has(client.address)) return client;
  // All the way to the first entry they are ours: somebody at one of these servers, or a server that told nothing.
  return client.hops === 0 ? { ...client, shared: true, hops: 1 } : client;
}

export function listed(header: string): string[] {
  return header
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** Some servers add the port, and quote what they add. */
function withoutPort(entry: string): string | null {
  const bare = entry.replace(/^"(.*)"$/, '$1');
  const [, host] = /^(\[[^\]]*\]|\d+\.\d+\.\d+\.\d+)(?::\d{1,5})?$/.exec(bare) ?? [];
  return plainAddress(host ?? bare);
}
