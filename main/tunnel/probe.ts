/**
 * Loads a public address as a stranger would: by its name, over a connection of its own that knows nothing of the tunnel's client.
 * Only what the service alone can answer counts; a relay's error page, or another's page, does not.
 */
import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, fetch } from 'undici';

export interface ProbeRequest {
  readonly url: string;
  /** What only our service answers there. */
  readonly answer: string;
  /** Gets a program past a page that the way's operator shows to browsers first. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

const LARGEST_ANSWER = 64 * 1024;

/**
 * Null when the answer came, else why not, as the end of a sentence.
 *
 * @throws the signal's own reason when it was aborted
 */
export async function probe({ url, answer, headers, signal }: ProbeRequest): Promise<string | null> {
  // An agent of its own: a connection that still stands from the last time would prove nothing.
  const agent = new Agent({ maxResponseSize: LARGEST_ANSWER, connect: { lookup: lookupAsBrowsersDo } });
  try {
    const response = await fetch(url, {
      dispatcher: agent,
      redirect: 'manual',
      signal,
      headers: { ...headers, accept: 'text/plain', 'cache-control': 'no-cache' },
    });
    const said = await response.text();
    if (response.status === 200 && said === answer) return null;
    return `something else answered there, with status ${response.status}`;
  } catch (error) {
    signal.throwIfAborted();
    return explain(error);
  } finally {
    await agent.destroy();
  }
}

/** `localhost` and every name below it is this computer (RFC 6761, 6.3); not every system's resolver knows. */
const lookupAsBrowsersDo: LookupFunction = (hostname, options, callback) => {
  if (!/(?:^|\.)localhost$/i.test(hostname)) lookup(hostname, options, callback);
  else if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known on the internet',
  EAI_AGAIN: 'names could not be looked up',
  ECONNREFUSED: 'nobody takes connections there',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  UND_ERR_CONNECT_TIMEOUT: 'no connection came about',
  ENETUNREACH: 'there is no network',
  EHOSTUNREACH: 'there is no way there',
};

function explain(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return reasons[code] ?? (cause instanceof Error ? cause.message : String(cause));
}
