/** Turns the options that `share` and `serve` have in common into what the service takes. */
import { readFile } from 'node:fs/promises';
import { ShareError } from '../../contract/errors.ts';
import type { ServiceOptions } from '../service.ts';
import { firstLineOf } from './first-line.ts';
import { oidcWish, type OidcOptions } from './oidc-option.ts';
import type { PublicUrl } from './public-url.ts';
import { s3Wish, type S3Options } from './source-option.ts';
import { tlsWish, type TlsOptions } from './tls-option.ts';

export interface ListeningOptions extends TlsOptions, OidcOptions, S3Options {
  readonly port: number;
  /** Undefined: the public address says it. */
  readonly basePath?: string;
  readonly publicUrl?: PublicUrl;
  readonly trustedProxy?: readonly string[];
  readonly frontSecretFile?: string;
  readonly trustUserHeader?: string;
  /** Undefined, like the next one and `auditDays`: as the owner has set it, else the usual. */
  readonly storeLimit?: number;
  readonly downloadLimit?: number;
  readonly cacheLimit: number;
  readonly sleepAfter?: number | 'off';
  readonly auditDays?: number;
  readonly passwordFile?: string;
  readonly home?: string;
  readonly open?: boolean;
  readonly json?: boolean;
}

const SHORTEST_SECRET = 16;

/** @throws ShareError `password-file-unreadable`, `password-too-short`, `front-secret-unusable`, `oidc-secret-unusable`, `usage` */
export async function serviceOptions(options: ListeningOptions): Promise<ServiceOptions> {
  const { bind, port, hostName = [], home, storeLimit, cacheLimit, sleepAfter, passwordFile } = options;
  const { publicUrl, frontSecretFile, trustedProxy: trustedProxies, trustUserHeader } = options;
  checkFront(options);
  const hostNames = publicUrl === undefined ? hostName : [publicUrl.host, ...hostName];
  const basePath = options.basePath ?? publicUrl?.basePath ?? '';
  const tls = tlsWish({ ...options, hostName: hostNames });
  return {
    home,
    bind,
    port,
    basePath,
    hostNames,
    shownUrl: publicUrl?.base,
    trustedProxies,
    trustUserHeader,
    frontSecret: frontSecretFile === undefined ? undefined : await readFrontSecret(frontSecretFile),
    tls,
    oidc: await oidcWish(options, { publicUrl, hostNames: hostName, basePath, tls: tls.kind !== 'off' }),
    storeLimitBytes: inBytes(storeLimit),
    downloadLimitBytes: inBytes(options.downloadLimit),
    s3: s3Wish(options),
    cacheLimitBytes: Math.floor(cacheLimit * 1e6),
    sleepAfterMinutes: sleepAfterMinutes(sleepAfter),
    auditDays: options.auditDays,
    password: passwordFile === undefined ? undefined : await firstLineOf(passwordFile),
  };
}

function inBytes(gigabytes: number | undefined): number | undefined {
  return gigabytes === undefined ? undefined : Math.floor(gigabytes * 1e9);
}

/** Null for never; undefined where nothing was said. */
export function sleepAfterMinutes(option: ListeningOptions['sleepAfter']): number | null | undefined {
  return option === 'off' ? null : option;
}

/** Options that would be without effect, or with another one than was meant. */
function checkFront({ basePath, publicUrl, trustedProxy, trustUserHeader, frontSecretFile }: ListeningOptions): void {
  if (publicUrl !== undefined && basePath !== undefined && basePath !== publicUrl.basePath)
    throw usage(`--base-path ${basePath} is not the path of ${publicUrl.base}: leave it out.`);
  if (trustedProxy !== undefined) return;
  const useless = trustUserHeader === undefined ? frontSecretFile && '--front-secret-file' : '--trust-user-header';
  if (useless !== undefined) throw usage(`${useless} needs --trusted-proxy: the address of the server to believe.`);
}

function usage(reason: string): ShareError {
  return new ShareError('usage', { reason });
}

/**
 * What the server in front proves itself with.
 *
 * @throws ShareError `front-secret-unusable`
 */
export async function readFrontSecret(path: string): Promise<string> {
  const content = await readFile(path, 'utf8').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ShareError('front-secret-unusable', { path, reason }, { cause: error });
  });
  const secret = content.split(/\r?\n/, 1)[0] ?? '';
  if (secret.length < SHORTEST_SECRET || !/^[\w+/=.-]+$/.test(secret)) {
    const reason = `its first line must be ${SHORTEST_SECRET} or more letters, digits and signs of base64`;
    throw new ShareError('front-secret-unusable', { path, reason });
  }
  return secret;
}
