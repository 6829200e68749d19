/**
 * The servers that the owner has confirmed to us, in a file of our own beside those that ssh knows.
 *
 * Boundary: a key is written only when its fingerprint is the one that the owner has confirmed; whoever answers with another one on
 * the way there gets nothing.
 */
import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { execa } from 'execa';
import { programEnvironment, requireProgram } from './find-program.ts';

const SCAN_SECONDS = 10;

/** `SHA256:…` of a key as it stands in a file of known hosts: the way ssh itself writes fingerprints. */
export function fingerprintOf(key: string): string {
  return `SHA256:${createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64').replace(/=+$/, '')}`;
}

/** The line of `ssh-keyscan` that has this fingerprint, under the name by which ssh looks it up; null when none has. Pure. */
export function confirmedLine(scanned: string, fingerprint: string, name: string): string | null {
  for (const line of scanned.split(/\r?\n/)) {
    const [, kind, key] = /^[^#\s]\S* ((?:ssh|ecdsa|sk)-[\w.@-]+) ([A-Za-z0-9+/]+=*)$/.exec(line.trim()) ?? [];
    if (kind !== undefined && key !== undefined && fingerprintOf(key) === fingerprint) return `${name} ${kind} ${key}`;
  }
  return null;
}

/** How ssh names a server in its files of known hosts. */
export function knownHostsName({ hostname, port, alias }: ResolvedHost): string {
  if (alias !== null) return alias.toLowerCase();
  return port === 22 ? hostname.toLowerCase() : `[${hostname.toLowerCase()}]:${port}`;
}

/** What ssh makes of a name by its configuration. */
export interface ResolvedHost {
  readonly hostname: string;
  readonly port: number;
  readonly user: string;
  readonly alias: string | null;
}

/** Reads what `ssh -G` says. Pure. */
export function readResolvedHost(said: string, fallback: string): ResolvedHost {
  const value = (name: string) => new RegExp(`^${name} (.+)$`, 'm').exec(said)?.[1]?.trim();
  return {
    hostname: value('hostname') ?? fallback,
    port: Number(value('port') ?? 22),
    user: value('user') ?? '',
    alias: value('hostkeyalias') ?? null,
  };
}

/** @returns whether the server showed the key with this fingerprint; it is known from then on */
export async function learnHost(
  file: string,
  host: ResolvedHost,
  fingerprint: string,
  signal: AbortSignal,
): Promise<boolean> {
  const keyscan = await requireProgram('ssh-keyscan');
  const { stdout } = await execa(keyscan, ['-T', String(SCAN_SECONDS), '-p', String(host.port), '--', host.hostname], {
    reject: false,
    stdin: 'ignore',
    timeout: SCAN_SECONDS * 2000,
    cancelSignal: signal,
    env: programEnvironment(),
    extendEnv: false,
    windowsHide: true,
  });
  const line = confirmedLine(stdout, fingerprint, knownHostsName(host));
  if (line === null) return false;
  const known = await readFile(file, 'utf8').catch(() => '');
  if (known.split('\n').includes(line)) return true;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await appendFile(file, `${line}\n`, { mode: 0o600 });
  return true;
}
