/** Tells a browser from a program. */
import type { IncomingHttpHeaders } from 'node:http';

/** Browsers send `Sec-Fetch-*` only to https and to this computer; on a plain network their name has to do. */
export function isBrowser(headers: IncomingHttpHeaders): boolean {
  return headers['sec-fetch-mode'] !== undefined || (headers['user-agent'] ?? '').startsWith('Mozilla/');
}
