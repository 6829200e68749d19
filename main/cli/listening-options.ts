/** Turns the options that `share` and `serve` have in common into what the service takes. */
import { readFile } from 'node:fs/promises';
import { ShareError } from '../../contract/errors.ts';
import type { ServiceOptions } from '../service.ts';
import { tlsWish, type TlsOptions } from './tls-option.ts';

export interface ListeningOptions extends TlsOptions {
  readonly port: number;
  readonly basePath: string;
  readonly storeLimit: number;
  readonly cacheLimit: number;
  readonly sleepAfter?: number | 'off';
  readonly passwordFile?: string;
  readonly home?: string;
  readonly open?: boolean;
  readonly json?: boolean;
}

const SHORTEST_PASSWORD = 8;

/** @throws ShareError `password-file-unreadable`, `password-too-short` */
export async function serviceOptions(options: ListeningOptions): Promise<ServiceOptions> {
  const { bind, port, basePath, hostName, home, storeLimit, cacheLimit, sleepAfter, passwordFile } = options;
  const password = passwordFile === undefined ? undefined : await readPassword(passwordFile);
  return {
    home,
    bind,
    port,
    basePath,
    hostNames: hostName,
    tls: tlsWish(options),
    storeLimitBytes: Math.floor(storeLimit * 1e9),
    cacheLimitBytes: Math.floor(cacheLimit * 1e6),
    sleepAfterMinutes: sleepAfterMinutes(sleepAfter),
    password,
  };
}

/** Null for never; undefined where nothing was said. */
export function sleepAfterMinutes(option: ListeningOptions['sleepAfter']): number | null | undefined {
  return option === 'off' ? null : option;
}

async function readPassword(path: string): Promise<string> {
  const content = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new ShareError(
      'password-file-unreadable',
      { path, reason: error instanceof Error ? error.message : String(error) },
      { cause: error },
    );
  });
  const password = content.split(/\r?\n/, 1)[0] ?? '';
  if (password.length < SHORTEST_PASSWORD)
    throw new ShareError('password-too-short', { path, least: SHORTEST_PASSWORD });
  return password;
}
