/** Reads ngrok's log in JSON, and the plain lines it ends with. Pure. */
import { z } from 'zod';
import { ShareError } from '../../contract/errors.ts';
import { lastWords, type Reading } from './open-child.ts';

const lineSchema = z.object({ msg: z.string().optional(), url: z.string().optional(), err: z.string().optional() });

export function readNgrokLine(line: string): Reading {
  const { msg, url, err } = lineSchema.safeParse(parseJson(line)).data ?? {};
  if (msg === 'started tunnel' && url !== undefined && /^https:\/\/[a-z0-9.-]+(?::\d+)?$/.test(url))
    return { says: 'open', url };
  // Refused for good, it goes on trying by itself.
  return err !== undefined && /ERR_NGROK_\d+/.test(err) ? { says: 'failed' } : { says: 'nothing' };
}

/** 105, 107: a token that is none, or none any more; 4018: no token. */
const notSignedIn = /ERR_NGROK_(?:105|107|4018)\b/;
/** 108: tunnels of the same account elsewhere; 120 and 121 are old versions; 334: the address is in use. */
const limited = /ERR_NGROK_(?:108|324|725|726|727)\b/;

export function ngrokFailure(tail: readonly string[], ended: boolean): ShareError {
  const said = tail.join('\n');
  const detail = said;
  if (notSignedIn.test(said)) {
    const values = { program: 'ngrok', command: 'ngrok config add-authtoken with the token that it gives' };
    return new ShareError('tunnel-not-signed-in', values, { detail });
  }
  if (limited.test(said)) return new ShareError('tunnel-limit-reached', { relay: 'ngrok' }, { detail });
  const code = /ERR_NGROK_\d+/.exec(said)?.[0];
  if (
    code === undefined &&
    (!ended || /no such host|i\/o timeout|connection refused|network is unreachable/i.test(said))
  ) {
    return new ShareError('tunnel-unreachable', { relay: 'ngrok' }, { detail });
  }
  return new ShareError('tunnel-program-failed', { program: 'ngrok', reason: code ?? lastWords(tail) }, { detail });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
