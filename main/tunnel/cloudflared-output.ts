/** Reads what cloudflared says of a quick tunnel. Pure. */
import { ShareError } from '../../contract/errors.ts';
import { lastWords, type Reading } from './open-child.ts';

/** The address comes in a box before anything leads there; a connection to Cloudflare's network comes after. */
export function cloudflaredReader(): (line: string) => Reading {
  let url: string | null = null;
  return (line) => {
    url ??= /https:\/\/[a-z0-9-]+\.trycloudflare\.com(?![\w.-])/.exec(line)?.[0] ?? null;
    const connected = /Registered tunnel connection|Connection \S+ registered/.test(line);
    return connected && url !== null ? { says: 'open', url } : { says: 'nothing' };
  };
}

export function cloudflaredFailure(tail: readonly string[], ended: boolean): ShareError {
  const said = tail.join('\n');
  const detail = said;
  if (/429 Too Many Requests|error code: 1015/.test(said)) {
    return new ShareError('tunnel-limit-reached', { relay: 'Cloudflare' }, { detail });
  }
  const noAnswer = /no such host|i\/o timeout|connection refused|network is unreachable|context deadline exceeded/i;
  if (!ended || noAnswer.test(said))
    return new ShareError('tunnel-unreachable', { relay: 'trycloudflare.com' }, { detail });
  return new ShareError(
    'tunnel-program-failed',
    { program: 'cloudflared', reason: withoutTime(lastWords(tail)) },
    { detail },
  );
}

/** `2026-05-29T09:25:34Z ERR …`: the log has the time already. */
function withoutTime(line: string): string {
  return line.replace(/^\d{4}-\d\d-\d\dT\S+ [A-Z]{3} /, '');
}
