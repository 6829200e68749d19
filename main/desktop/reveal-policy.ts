/** Which files the page may show in their folder. Pure. */
import { posix, win32 } from 'node:path';

/**
 * Datasets that the service knows, and what looks like one on this computer: a file that was chosen, but not shared yet.
 * A share of another computer only when it is known: Windows sends a password's hash to whatever host a path names.
 */
export function mayReveal(path: string, known: readonly string[], platform: NodeJS.Platform): boolean {
  if (known.includes(path)) return true;
  if (!/\.h5ad$/i.test(path) || path.includes('\0')) return false;
  return platform === 'win32' ? win32.isAbsolute(path) && /^[a-z]:/i.test(path) : posix.isAbsolute(path);
}
