/** Finds another program on this computer, and asks for its version. */
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import which from 'which';
import { describeFailure, ShareError } from '../../contract/errors.ts';
import type { Availability } from './provider.ts';

/** A program that is started from a desktop, not from a terminal, knows of few folders (macOS); installers put programs here. */
const usualFolders = [
  '/usr/local/bin',
  '/opt/homebrew/bin',
  '/opt/local/bin',
  '/snap/bin',
  join(homedir(), '.local/bin'),
];
const VERSION_MS = 5_000;

/** The programs are the owner's own and read the owner's own settings; ours are none of their business. */
export function programEnvironment(all: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => !/^(?:ANNOTATE_SHARE_|ELECTRON_|NODE_OPTIONS$|NODE_CHANNEL_)/.test(name)),
  );
}

/**
 * @param name a name to look for, or a whole path
 * @returns a whole path, or null when nothing there can be run
 */
export async function findProgram(name: string, path = process.env['PATH'] ?? ''): Promise<string | null> {
  return which(name, { nothrow: true, path: [path, ...usualFolders].join(delimiter) });
}

/** @throws ShareError `tunnel-program-missing` */
export async function requireProgram(name: string, path?: string): Promise<string> {
  const found = await findProgram(name, path);
  if (found === null) throw new ShareError('tunnel-program-missing', { program: name });
  return found;
}

/**
 * Whether a program is there, and its version: the first line of what it says when asked.
 *
 * @param versionArgs how this program is asked; it may answer on either stream
 */
export async function programAvailable(
  name: string,
  versionArgs: readonly string[],
  path?: string,
): Promise<Availability> {
  const program = await findProgram(name, path);
  if (program === null) return { ok: false, failure: describeFailure('tunnel-program-missing', { program: name }) };
  const { all, failed } = await execa(program, versionArgs, {
    all: true,
    reject: false,
    timeout: VERSION_MS,
    stdin: 'ignore',
    env: programEnvironment(),
    extendEnv: false,
    windowsHide: true,
  });
  const version = all.split(/\r?\n/, 1)[0]?.trim().slice(0, 100) ?? '';
  if (!failed) return { ok: true, version: version === '' ? null : version };
  const reason = version === '' ? 'it does not start' : version.replace(/[.\s]+$/, '');
  return { ok: false, failure: describeFailure('tunnel-program-failed', { program: name, reason }) };
}
