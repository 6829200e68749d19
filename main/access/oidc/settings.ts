/** Reads what the owner says of an identity provider into what the rest works with. Pure. */
import { ShareError } from '../../../contract/errors.ts';
import { ANYONE, readAllowRule } from './allowed.ts';
import type { OidcSettings } from './provider.ts';

export interface OidcWish {
  readonly issuer: string;
  readonly clientId: string;
  /** Null for a client that was given none. */
  readonly clientSecret: string | null;
  /** Left away: the provider's host name. */
  readonly name?: string | undefined;
  /** Domains, addresses, or `anyone`. */
  readonly allow: readonly string[];
  /** What every link begins with, without a slash at the end. */
  readonly publicUrl: string;
}

/** Where the provider sends people back to, below the public address: one for all sessions. */
export const CALLBACK_PATH = '/-/oidc/callback';

/** @throws ShareError `usage` */
export function oidcSettings({ issuer, clientId, clientSecret, name, allow, publicUrl }: OidcWish): OidcSettings {
  const [issuerUrl, publicAddress] = [
    safeAddress('--oidc-issuer', issuer),
    safeAddress('The address that people come by, for signing in with --oidc-issuer,', publicUrl),
  ];
  if (clientId.trim() === '') throw usage('--oidc-client-id is missing: the provider gives one to each program.');
  if (allow.length === 0)
    throw usage(
      `Who may come in? Give --oidc-allow with a domain or an address, or ${ANYONE} for all of the provider.`,
    );
  return {
    issuer: issuerUrl,
    clientId: clientId.trim(),
    clientSecret,
    name: name?.trim() || issuerUrl.hostname,
    allow: allow.map((text) => {
      const rule = readAllowRule(text);
      if (rule === null) throw usage(`--oidc-allow ${text} is neither a domain such as example.org nor an address.`);
      return rule;
    }),
    redirectUri: new URL(`${publicAddress.href.replace(/\/$/, '')}${CALLBACK_PATH}`),
  };
}

/** In the clear, whoever listens could take a code or a cookie; on this computer there is nobody in between. */
function safeAddress(what: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isHere = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url === null || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere)))
    throw usage(`${what} must begin with https:// (${text} does not).`);
  if (url.username + url.password + url.search + url.hash !== '') throw usage(`${what} must be a plain address.`);
  return url;
}

function usage(reason: string): ShareError {
  return new ShareError('usage', { reason });
}
