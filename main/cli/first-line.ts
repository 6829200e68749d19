/** Reads a password from a file: on a command line everybody on this computer could read it. */
import { readFile } from 'node:fs/promises';
import { ShareError } from '../../contract/errors.ts';

const SHORTEST_PASSWORD = 8;

/** @throws ShareError `password-file-unreadable`, `password-too-short` */
export async function firstLineOf(path: string): Promise<string> {
  const content = await readFile(path, 'utf8').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ShareError('password-file-unreadable', { path, reason }, { cause: error });
  });
  const password = content.split(/\r?\n/, 1)[0] ?? '';
  if (password.length < SHORTEST_PASSWORD)
    throw new ShareError('password-too-short', { path, least: SHORTEST_PASSWORD });
  return password;
}
