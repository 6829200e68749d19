/** What the `--oidc-` options ask for: signing in with an identity provider, and what has to be known for it. */
import { readFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { ShareError } from '../../contract/errors.ts';
import type { OidcWish } from '../service.ts';
import { several } from './option-values.ts';
import type { PublicUrl } from './public-url.ts';

export interface OidcOptions {
  readonly oidcIssuer?: string;
  readonly oidcClientId?: string;
  readonly oidcClientSecretFile?: string;
  readonly oidcAllow?: readonly string[];
  readonly oidcName?: string;
}

export interface Reached {
  readonly publicUrl?: PublicUrl | undefined;
  readonly hostNames: readonly string[];
  readonly basePath: string;
  readonly tls: boolean;
}

/** Where the secret's file may be named, too: a unit or a container sets it there. */
export const OIDC_SECRET_VARIABLE = 'ANNOTATE_SHARE_OIDC_CLIENT_SECRET_FILE';

export function withOidcOptions(command: Command): Command {
  return command
    .option('--oidc-issuer <url>', 'let people sign in with an OpenID Connect provider: its issuer')
    .option('--oidc-client-id <id>', 'the id under which this server is registered there')
    .addOption(
      new Option(
        '--oidc-client-secret-file <file>',
        'file whose first line is the secret that belongs to it (left away: a client without one)',
      ).env(OIDC_SECRET_VARIABLE),
    )
    .addOption(
      new Option(
        '--oidc-allow <who>',
        'domain or address that may come in, or anyone for all of the provider (repeatable)',
      ).argParser(several),
    )
    .option('--oidc-name <text>', 'what people know the provider by (default: its host name)');
}

/** @throws ShareError `usage`, `oidc-secret-unusable` */
export async function oidcWish(options: OidcOptions, reached: Reached): Promise<OidcWish | undefined> {
  const { oidcIssuer, oidcClientId, oidcClientSecretFile, oidcAllow, oidcName } = options;
  if (oidcIssuer === undefined) {
    insistOnIssuer(options);
    return undefined;
  }
  return {
    issuer: oidcIssuer,
    clientId: oidcClientId ?? '',
    clientSecret: oidcClientSecretFile === undefined ? null : await readSecret(oidcClientSecretFile),
    name: oidcName,
    allow: oidcAllow ?? [],
    publicUrl: publicBase(reached),
  };
}

/** @throws ShareError `usage` for what says more about a provider that is not named */
function insistOnIssuer({ oidcClientId, oidcAllow, oidcName }: OidcOptions): void {
  const told = Object.entries({ '--oidc-client-id': oidcClientId, '--oidc-allow': oidcAllow, '--oidc-name': oidcName });
  const useless = told.find(([, value]) => value !== undefined)?.[0];
  if (useless !== undefined)
    throw new ShareError('usage', { reason: `${useless} needs --oidc-issuer: the provider to sign in with.` });
}

/** What the options are for a program that is only printed; nothing is read from disk. */
export interface OidcPlan {
  readonly issuer: string;
  readonly clientId: string;
  readonly secretFile: string | null;
  readonly allow: readonly string[];
  readonly name: string | null;
}

/**
 * @param at puts the file's path as the printed program is to find it
 * @throws ShareError `usage` for what could not be started
 */
export function oidcPlan(
  options: OidcOptions & { readonly publicUrl?: PublicUrl },
  at: (path: string) => string,
): OidcPlan | null {
  const { oidcIssuer, oidcClientId, oidcClientSecretFile, oidcAllow, oidcName, publicUrl } = options;
  if (oidcIssuer === undefined) {
    insistOnIssuer(options);
    return null;
  }
  if (oidcClientId === undefined || oidcAllow === undefined || publicUrl === undefined)
    throw new ShareError('usage', {
      reason: '--oidc-issuer needs --oidc-client-id, --oidc-allow and --public-url to be said, too.',
    });
  return {
    issuer: oidcIssuer,
    clientId: oidcClientId,
    secretFile: oidcClientSecretFile === undefined ? null : at(oidcClientSecretFile),
    allow: oidcAllow,
    name: oidcName ?? null,
  };
}

/** The provider sends people back to an address that it was told beforehand: it must not depend on how they came. */
function publicBase({ publicUrl, hostNames, basePath, tls }: Reached): string {
  if (publicUrl !== undefined) return publicUrl.base;
  const [name] = hostNames;
  if (name === undefined) {
    const reason =
      '--oidc-issuer needs --public-url or --host-name: the address that the provider sends people back to.';
    throw new ShareError('usage', { reason });
  }
  return `${tls ? 'https' : 'http'}://${name}${basePath}`;
}

async function readSecret(path: string): Promise<string> {
  const unusable = (reason: string, cause?: unknown) =>
    new ShareError('oidc-secret-unusable', { path, reason }, { cause });
  const content = await readFile(path, 'utf8').catch((error: unknown) => {
    throw unusable(error instanceof Error ? error.message : String(error), error);
  });
  const secret = (content.split(/\r?\n/, 1)[0] ?? '').trim();
  if (!/^[\x21-\x7e]{1,1000}$/.test(secret)) throw unusable('its first line is not a secret');
  return secret;
}
