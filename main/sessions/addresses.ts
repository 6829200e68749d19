/** Under which names and addresses the proxy may be called, and which one is shown. Pure but for the list of interfaces it is given. */
import type { NetworkInterfaceInfo } from 'node:os';
import type { AllowedHost } from '../proxy/ports.ts';

export interface Listening {
  readonly bind: string;
  readonly port: number;
  readonly basePath: string;
  /** Names under which a reverse proxy of the lab's own passes requests on. */
  readonly hostNames: readonly string[];
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
  return `http://${host}:${listening.port}${listening.basePath}`;
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
  const names = [...new Set(own)].flatMap((host) =>
    listening.port === 80 ? [host, `${host}:80`] : [`${host}:${listening.port}`],
  );
  return [...[...names, ...listening.hostNames].map((host) => ({ host: host.toLowerCase(), slug: null })), ...tunnels];
}

function isWildcard(bind: string): boolean {
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
