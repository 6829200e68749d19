/** Asks a server on this machine under a name of its own: browsers know that *.localhost is here, the system's resolver need not. */
import { get } from 'node:http';

/** A relay lets those wait who ask for a tunnel that is gone. */
const ANSWER_WITHIN_MS = 5_000;

/** @returns the status, redirects not followed; null when there is no answer */
export function askByName(address: string, headers: Readonly<Record<string, string>> = {}): Promise<number | null> {
  const { host, port, pathname, search } = new URL(address);
  return new Promise((resolve) => {
    const request = get({
      host: '127.0.0.1',
      port,
      path: `${pathname}${search}`,
      headers: { host, ...headers },
      agent: false,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    request.once('error', () => resolve(null));
    request.once('response', (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? null));
      response.once('error', () => resolve(null));
    });
  });
}
