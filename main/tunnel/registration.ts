/** Reads what a relay answers when it is asked for a tunnel, and believes only what a tunnel needs. Pure. */
import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

const answerSchema = z.object({
  id: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/),
  url: z.url({ protocol: /^https?$/ }),
  port: z.int().min(1).max(65_535),
  max_conn_count: z.int().positive().default(1),
  ip: z.union([z.ipv4(), z.ipv6()]).nullish(),
});

export interface Registration {
  /** The name it was given: the first label of `url`. */
  readonly name: string;
  /** An origin: scheme, host, port, nothing else. */
  readonly url: string;
  /** Where the connections to the relay go. */
  readonly remote: { readonly host: string; readonly port: number };
  readonly connections: number;
}

export type Reading =
  | { readonly ok: true; readonly registration: Registration }
  | { readonly ok: false; readonly reason: string; readonly detail: string };

/** localtunnel's own default relay gives names under its newer address. */
const alsoKnownAs = new Map([['localtunnel.me', 'loca.lt']]);

export function readRegistration(body: string, relay: URL): Reading {
  const answer = answerSchema.safeParse(parseJson(body));
  if (!answer.success) {
    return {
      ok: false,
      reason: 'it answered, but not as a localtunnel relay does',
      detail: z.prettifyError(answer.error),
    };
  }
  const { id, port, max_conn_count: connections, ip } = answer.data;
  const url = new URL(answer.data.url);
  if (!isNameAtRelay(url, id, relay)) {
    return { ok: false, reason: 'it gave an address that is not its own', detail: answer.data.url };
  }
  const host = ip != null && isPublic(ip) ? ip : relay.hostname.replace(/^\[|\]$/g, '');
  return { ok: true, registration: { name: id, url: url.origin, remote: { host, port }, connections } };
}

/**
 * The address becomes a link that people trust and a host name that the proxy answers to. It has to be the name just given, right
 * under the relay's own. A relay that is addressed by number has no name to compare with.
 */
function isNameAtRelay(url: URL, id: string, relay: URL): boolean {
  if (url.href !== `${url.origin}/` || !url.hostname.startsWith(`${id}.`)) return false;
  const parent = url.hostname.slice(id.length + 1);
  if (isNumber(relay.hostname) || relay.hostname === 'localhost') return !isNumber(parent);
  return (
    parent === relay.hostname || parent === alsoKnownAs.get(relay.hostname) || parent.endsWith(`.${relay.hostname}`)
  );
}

function isNumber(hostname: string): boolean {
  return hostname.startsWith('[') || isIP(hostname) !== 0;
}

/** A relay may say which of its machines to connect to, but not one inside the owner's own network. */
function isPublic(ip: string): boolean {
  return !inside.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4');
}

const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const) {
  inside.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  inside.addSubnet(net, bits, 'ipv6');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
