/** What our own authority may certify, and when a certificate of its must be made anew. Pure. */
import { BlockList, isIPv6 } from 'node:net';

/** By what a server is called, without ports. */
export interface Names {
  readonly dns: readonly string[];
  readonly addresses: readonly string[];
}

/** What an authority may certify, and nothing else: whoever trusts it trusts it for no site on the internet. */
export interface Permitted {
  /** A name stands for itself and all below it. */
  readonly dns: readonly string[];
  /** As address/prefix. */
  readonly networks: readonly string[];
}

export interface Life {
  readonly from: Date;
  readonly to: Date;
}

export const DAY_MS = 24 * 60 * 60_000;
export const CERTIFICATE_DAYS = 30;
export const AUTHORITY_DAYS = 5 * 365;
const RENEWED_BEFORE_DAYS = 10;
const AUTHORITY_RENEWED_BEFORE_DAYS = 90;

/** Names and addresses that mean something on a local network only. */
export const localOnly: Permitted = {
  dns: ['localhost', 'local'],
  networks: [
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '::1/128',
    'fc00::/7',
    'fe80::/10',
  ],
};

/**
 * What must be permitted for these names besides what is. Null when they all are.
 *
 * Public addresses, as in many universities, and names from a lab's own zone are added one by one.
 */
export function widened(permitted: Permitted, names: Names): Permitted | null {
  const dns = names.dns.filter((name) => !permitted.dns.some((base) => name === base || name.endsWith(`.${base}`)));
  const networks = names.addresses.filter((address) => !contains(permitted.networks, address));
  if (dns.length === 0 && networks.length === 0) return null;
  return {
    dns: [...permitted.dns, ...dns],
    networks: [...permitted.networks, ...networks.map((address) => `${address}/${isIPv6(address) ? 128 : 32}`)],
  };
}

/** Long before it ends, so that a computer that sleeps for a week wakes with a good one; and after its clock was set back. */
export function isDue({ from, to }: Life, now: Date): boolean {
  return now < from || to.getTime() - now.getTime() < RENEWED_BEFORE_DAYS * DAY_MS;
}

export function isAuthorityDue({ from, to }: Life, now: Date): boolean {
  return now < from || to.getTime() - now.getTime() < AUTHORITY_RENEWED_BEFORE_DAYS * DAY_MS;
}

/** Whether one certificate serves all these names: names that are gone do no harm. */
export function covers(certified: Names, names: Names): boolean {
  return (
    names.dns.every((name) => certified.dns.includes(name)) &&
    names.addresses.every((address) => certified.addresses.includes(address))
  );
}

function contains(networks: readonly string[], address: string): boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [base = '', prefix = ''] = network.split('/');
    list.addSubnet(base, Number(prefix), isIPv6(base) ? 'ipv6' : 'ipv4');
  }
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
