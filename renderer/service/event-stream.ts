/** Follows the service's state: one request that keeps answering snapshots, opened again with growing pauses whenever it breaks. */
import { createParser } from 'eventsource-parser';
import { snapshotSchema, type Snapshot } from '../../contract/control.ts';
import { waitBefore } from './back-off.ts';

/** The service sends a comment every 15 s: this long without a byte means that the other end is gone. */
const SILENCE_MS = 40_000;

export type StreamNews =
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly kind: 'lost' }
  /** The token is not (or no longer) valid: trying again would not help. */
  | { readonly kind: 'refused' }
  /** The service speaks another version of the contract than this page. */
  | { readonly kind: 'incompatible' };

export interface StreamOptions {
  readonly token: string;
  readonly onNews: (news: StreamNews) => void;
  readonly fetch?: typeof globalThis.fetch;
  readonly wait?: (ms: number) => Promise<void>;
  readonly silenceMs?: number;
  /** For tests; the page's own address otherwise. */
  readonly address?: string;
}

type Outcome = 'lost' | 'refused' | 'incompatible';

/** Returns the way to stop following. */
export function followEvents(options: StreamOptions): () => void {
  const ended = new AbortController();
  void follow(options, ended.signal);
  return () => ended.abort();
}

async function follow(options: StreamOptions, ended: AbortSignal): Promise<void> {
  const wait = options.wait ?? pause;
  const isEnded = () => ended.aborted;
  let tries = 0;
  while (!isEnded()) {
    const outcome = await readOnce(options, ended, () => (tries = 0));
    if (isEnded()) return;
    options.onNews({ kind: outcome });
    if (outcome !== 'lost') return;
    tries += 1;
    await wait(waitBefore(tries));
  }
}

async function readOnce(options: StreamOptions, ended: AbortSignal, onAnswer: () => void): Promise<Outcome> {
  const attempt = new AbortController();
  const abort = () => attempt.abort();
  ended.addEventListener('abort', abort);
  const watch = watchdog(options.silenceMs ?? SILENCE_MS, abort);
  let outcome: Outcome = 'lost';
  const parser = createParser({
    onEvent: (event) => {
      if (event.event !== 'snapshot') return;
      const snapshot = readSnapshot(event.data);
      if (snapshot === null) {
        outcome = 'incompatible';
        abort();
        return;
      }
      onAnswer();
      options.onNews({ kind: 'snapshot', snapshot });
    },
  });
  try {
    const answer = await (options.fetch ?? fetch)(options.address ?? '/api/events', {
      headers: { authorization: `Bearer ${options.token}`, accept: 'text/event-stream' },
      cache: 'no-store',
      signal: attempt.signal,
    });
    if (answer.status === 401 || answer.status === 403) return 'refused';
    if (!answer.ok || answer.body === null) return 'lost';
    const reader = answer.body.getReader();
    const decoder = new TextDecoder();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      watch.fed();
      parser.feed(decoder.decode(chunk.value, { stream: true }));
    }
    return outcome;
  } catch {
    return outcome;
  } finally {
    watch.end();
    ended.removeEventListener('abort', abort);
    attempt.abort();
  }
}

function readSnapshot(data: string): Snapshot | null {
  try {
    return snapshotSchema.parse(JSON.parse(data));
  } catch {
    return null;
  }
}

function watchdog(silenceMs: number, onSilence: () => void): { fed: () => void; end: () => void } {
  let timer = setTimeout(onSilence, silenceMs);
  return {
    fed: () => {
      clearTimeout(timer);
      timer = setTimeout(onSilence, silenceMs);
    },
    end: () => clearTimeout(timer),
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
