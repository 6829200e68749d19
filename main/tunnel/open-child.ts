/** Opens a tunnel that another program keeps: started, waited for with a deadline, and given up without leaving anything. */
import type { Logger } from 'pino';
import type { ShareError } from '../../contract/errors.ts';
import { TunnelChild, type ChildCommand } from './child-process.ts';
import type { OpenTunnel, TunnelRequest } from './provider.ts';

/** What a line says. `failed` ends the waiting for a program that would try for ever. */
export type Reading =
  | { readonly says: 'nothing' }
  /** Not worth keeping for an error. */
  | { readonly says: 'chatter' }
  | { readonly says: 'open'; readonly url: string; readonly name?: string | null }
  | { readonly says: 'failed' };

export interface ChildTunnelOptions {
  readonly command: ChildCommand;
  /** Reads one line after the other; may remember what came before. */
  readonly read: (line: string) => Reading;
  /** What went wrong, from the last lines; `ended` is false when the deadline came first. */
  readonly diagnose: (tail: readonly string[], ended: boolean) => ShareError;
  readonly request: Pick<TunnelRequest, 'signal'>;
  readonly deadlineMs: number;
  readonly log: Logger;
}

/**
 * @throws ShareError what `diagnose` says
 * @throws the signal's own reason when it was aborted
 */
export async function openChild(options: ChildTunnelOptions): Promise<OpenTunnel> {
  const { command, read, diagnose, request, deadlineMs, log } = options;
  request.signal.throwIfAborted();
  const opened = Promise.withResolvers<{ readonly url: string; readonly name: string | null } | null>();
  const child = new TunnelChild(command, (line, shown) => {
    const reading = read(line);
    if (reading.says === 'open') opened.resolve({ url: reading.url, name: reading.name ?? null });
    if (reading.says === 'failed') opened.resolve(null);
    if (reading.says !== 'chatter') log.debug({ program: command.program }, shown);
    return reading.says !== 'chatter';
  });
  const ended = child.ended.then(() => 'ended' as const);
  const givenUp = Promise.withResolvers<'given-up'>();
  const giveUp = () => givenUp.resolve('given-up');
  request.signal.addEventListener('abort', giveUp, { once: true });
  const deadline = setTimeout(giveUp, deadlineMs);
  const outcome = await Promise.race([opened.promise, ended, givenUp.promise]);
  clearTimeout(deadline);
  request.signal.removeEventListener('abort', giveUp);

  if (request.signal.aborted || outcome === null || typeof outcome === 'string') {
    await child.stop();
    request.signal.throwIfAborted();
    throw diagnose(child.tail, outcome !== 'given-up');
  }
  log.info({ program: command.program, url: outcome.url }, 'tunnel open');
  let closing = false;
  return {
    ...outcome,
    closed: child.ended.then(() => ({ reason: closing ? 'it was closed here' : lastWords(child.tail) })),
    close: () => {
      closing = true;
      return child.stop();
    },
  };
}

/** Where the program finds us: by the exact address, since `localhost` may be another one where somebody else listens. */
export function localOrigin({ localHost, localPort }: Pick<TunnelRequest, 'localHost' | 'localPort'>): string {
  return `http://${localHost.includes(':') ? `[${localHost}]` : localHost}:${localPort}`;
}

/** The last line of a program, to stand within a sentence. */
export function lastWords(tail: readonly string[]): string {
  const words = (tail.at(-1) ?? '')
    .trim()
    .replace(/[.!\s]+$/, '')
    .slice(0, 300);
  return words === '' ? 'its program ended' : words;
}
