/**
 * Whom a download may speak to. The owner may name any server, also one of the lab's own network; what a server leads on to may not
 * reach into that network, or somebody else would choose what is asked there. Pure.
 */
import { BlockList, isIP } from 'node:net';

/** Everything that is not a place on the public internet (the registries of special-purpose addresses, RFC 6890). */
const notPublic = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  notPublic.addSubnet(network, bits, 'ipv4');

/** Of IPv6 only this is given out; within it, 6to4 and Teredo carry any IPv4 address in them. */
const public6 = new BlockList();
public6.addSubnet('2000::', 3, 'ipv6');
const notPublic6 = new BlockList();
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  notPublic6.addSubnet(network, bits, 'ipv6');

/** @param address an IPv4 or IPv6 address, without brackets; anything else is not public */
export function isPublicAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, '');
  if (isIP(plain) === 4) return !notPublic.check(plain, 'ipv4');
  if (isIP(plain) !== 6) return false;
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain) ?? [];
  if (mapped !== undefined) return isPublicAddress(mapped);
  return public6.check(plain, 'ipv6') && !notPublic6.check(plain, 'ipv6');
}

/** Whether a server of this name may be spoken to wherever it is: only the one that the owner named, also where it insists on TLS. */
export function mayBePrivate(url: URL, named: URL): boolean {
  // A port that is the scheme's own is not written.
  const isUpgraded = named.protocol === 'http:' && named.port === '' && url.protocol === 'https:' && url.port === '';
  return url.host === named.host && (url.protocol === named.protocol || isUpgraded);
}

export type Step = { readonly kind: 'go'; readonly url: URL } | { readonly kind: 'refused'; readonly reason: string };

const MOST_STEPS = 5;

/**
 * Where a redirect leads.
 *
 * @param steps how many were followed already
 */
export function stepTo(location: string, from: URL, steps: number): Step {
  if (steps >= MOST_STEPS) return { kind: 'refused', reason: 'it leads on and on' };
  if (!URL.canParse(location, from.href)) return { kind: 'refused', reason: 'it leads on to nowhere' };
  const url = new URL(location, from);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { kind: 'refused', reason: `it leads on to ${url.protocol}` };
  if (from.protocol === 'https:' && url.protocol === 'http:')
    return { kind: 'refused', reason: 'it leads on without encryption' };
  if (url.username !== '' || url.password !== '')
    return { kind: 'refused', reason: 'it leads on by an address with a password in it' };
  return { kind: 'go', url };
}

/** An address that is written as one needs no looking up, and would be judged by nobody there. */
export function literalAddress({ hostname }: URL): string | null {
  const address = hostname.replace(/^\[|\]$/g, '');
  return isIP(address) === 0 ? null : address;
}
