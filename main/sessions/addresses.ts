/** Under which names and addresses the proxy may be called, and which one is shown. Pure but for the list of interfaces it is given. */
import { isIP } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import type { AllowedHost } from '../proxy/ports.ts';

export interface Listening {
  readonly bind: string;
  readonly port: number;
  readonly basePath: string;
  /** Names under which a reverse proxy of the lab's own passes requests on. */
  readonly hostNames: readonly string[];
  readonly tls?: boolean;
  /** This computer's own name, as its system gives it. */
  readonly computer?: string;
}

export type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]'];

export function isLoopback(bind: string): boolean {
  return bind === 'localhost' || bind === '::1' || /^127(\.\d{1,3}){3}$/.test(bind);
}

/** The base of every link on this computer or network, without a slash at the end. */
export function localUrl(listening: Listening, interfaces: Interfaces): string {
  const host = isWildcard(listening.bind)
    ? (networkAddresses(interfaces)[0] ?? '127.0.0.1')
    : bracketed(listening.bind);
  return urlOf(host, listening);
}

/** Bases of links for other computers on the network: by address, and by this computer's name where networks resolve it (mDNS). */
export function networkUrls(listening: Listening, interfaces: Interfaces): string[] {
  if (isLoopback(listening.bind)) return [];
  const own = isWildcard(listening.bind) ? networkAddresses(interfaces) : [bracketed(listening.bind)];
  return [...own, ...localNames(listening)].map((host) => urlOf(host, listening));
}

/** By what a certificate must know us: every name and address that the proxy answers to, without ports. */
export function certifiedNames(
  listening: Listening,
  interfaces: Interfaces,
): { readonly dns: string[]; readonly addresses: string[] } {
  const names = [...loopbackNames, ...allowedHosts(listening, interfaces, []).map(({ host }) => host)]
    .filter((host) => URL.canParse(`https://${host}`))
    .map((host) => new URL(`https://${host}`).hostname.replace(/^\[(.*)\]$/, '$1'));
  const unique = [...new Set(names)];
  return { dns: unique.filter((name) => isIP(name) === 0), addresses: unique.filter((name) => isIP(name) !== 0) };
}

/** Everything else a browser might call us (a rebound name, a guessed one) is refused. */
export function allowedHosts(
  listening: Listening,
  interfaces: Interfaces,
  tunnels: readonly AllowedHost[],
): AllowedHost[] {
  const own = isWildcard(listening.bind)
    ? [...loopbackNames, ...networkAddresses(interfaces)]
    : isLoopback(listening.bind)
      ? [...loopbackNames, bracketed(listening.bind)]
      : [bracketed(listening.bind)];
  const usualPort = listening.tls === true ? 443 : 80;
  const names = [...new Set([...own, ...localNames(listening)])].flatMap((host) =>
    listening.port === usualPort ? [host, `${host}:${usualPort}`] : [`${host}:${listening.port}`],
  );
  return [...[...names, ...listening.hostNames].map((host) => ({ host: host.toLowerCase(), slug: null })), ...tunnels];
}

/** `anna.local` of `Anna`, `Anna.local` or `anna.lab.example`; nothing where only this computer is listened to. */
function localNames({ bind, computer = '' }: Listening): string[] {
  const [label = ''] = computer.toLowerCase().split('.');
  return isLoopback(bind) || !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(label) ? [] : [`${label}.local`];
}

function urlOf(host: string, { port, basePath, tls = false }: Listening): string {
  return `${tls ? 'https' : 'http'}://${host}:${port}${basePath}`;
}

export function isWildcard(bind: string): boolean {
  return bind === '0.0.0.0' || bind === '::';
}

function networkAddresses(interfaces: Interfaces): string[] {
  return Object.values(interfaces)
    .flatMap((entries) => entries ?? [])
    .filter((entry) => entry.family === 'IPv4' && !entry.internal)
    .map((entry) => entry.address);
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
