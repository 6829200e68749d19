/** Asks the host a second time when it closed an idle connection in the very moment in which a request was sent on it. */
import { errors } from 'undici';

const closedUnderUs = new Set(['ECONNRESET', 'EPIPE']);

/**
 * Once, and only where asking twice does no harm.
 *
 * @param mayRepeat true for reads
 * @param ask rejects when there is no answer
 */
export async function onceMore<T>(mayRepeat: boolean, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!mayRepeat || !wasClosedUnderUs(error)) throw error;
    return await ask().catch(() => {
      // Not the second error, by which it would look as if nothing had ever reached the host.
      throw error;
    });
  }
}

/** Asking it twice changes nothing, and takes little. */
export function isRead({ method, body }: { readonly method: string; readonly body: unknown }): boolean {
  return method === 'GET' && body === null;
}

/** The connection ended before an answer began: whether the request arrived cannot be known. */
export function wasClosedUnderUs(error: unknown): boolean {
  if (error instanceof errors.SocketError) return true;
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && closedUnderUs.has(error.code);
}
