/** Asks a session's host where it is right now: woken first if it sleeps, waited for a while if it is being started again. */
import { setTimeout as pause } from 'node:timers/promises';
import type { HostClient, HostRequest, Reply } from './host-client.ts';
import { isRead, wasClosedUnderUs } from './once-more.ts';
import type { Closed } from './pages/waiting-pages.ts';
import type { Hides } from '../../contract/hides.ts';
import type { Directory, Upstream } from './ports.ts';

export type Heard =
  | { readonly kind: 'reply'; readonly reply: Reply; readonly id: string; readonly content: string }
  | { readonly kind: 'closed'; readonly as: Closed };

export interface Whereto {
  readonly directory: Directory;
  readonly hosts: HostClient;
  readonly slug: string;
  /** How long a host that is being started again is waited for. */
  readonly patienceMs: number;
}

/** Whoever looks at an empty window soon reads what is going on; that page goes on by itself. */
export const PAGE_WAITS_MS = 3000;
/** A page that is open already shows an error that only loading it again mends. */
export const DATA_WAITS_MS = 20_000;
/** Until the end of a host's process is known; its sockets are closed at the same moment. */
const NOTICED_WITHIN_MS = 1000;
const LOOK_EVERY_MS = 25;

type Whereabouts =
  | {
      readonly kind: 'open';
      readonly upstream: Upstream;
      readonly hides: Hides;
      readonly id: string;
      readonly content: string;
    }
  | { readonly kind: 'closed'; readonly as: Closed };

/**
 * What never reached the host, because it had just ended, is asked of the one that is started in its place. What may have reached it is
 * so only if it is a read, and once: a computation may be what ended it, and a save may have been done.
 *
 * Rejects when the host cannot be reached, or the signal is aborted before the answer begins.
 */
export async function askAwake(to: Whereto, asked: HostRequest, signal: AbortSignal): Promise<Heard> {
  const host = await awakeHost(to);
  if (host.kind === 'closed') return host;
  try {
    return await heardFrom(host, to, asked, signal);
  } catch (error) {
    if (!mayBeAskedOfTheNext(asked, error)) throw error;
    await untilNoticed(host.upstream, to, signal);
    const next = await awakeHost(to);
    if (next.kind === 'closed') return next;
    if (next.upstream.origin === host.upstream.origin) throw error;
    return await heardFrom(next, to, asked, signal);
  }
}

async function heardFrom(
  { upstream, hides, id, content }: Extract<Whereabouts, { kind: 'open' }>,
  { hosts }: Whereto,
  asked: HostRequest,
  signal: AbortSignal,
): Promise<Heard> {
  return { kind: 'reply', reply: await hosts.ask(upstream, hides, asked, signal), id, content };
}

/** Looked up anew after each wait: the host may have been started again somewhere else meanwhile. */
async function awakeHost({ directory, slug, patienceMs }: Whereto): Promise<Whereabouts> {
  const before = directory.find(slug);
  if (before?.state.kind === 'asleep') await before.awake();
  else if (before?.state.kind === 'starting') await atMost(patienceMs, before.awake());
  const door = directory.find(slug);
  if (door === null) return { kind: 'closed', as: 'broken' };
  const { state, hides, id, content } = door;
  if (state.kind === 'open') return { kind: 'open', upstream: state.upstream, hides, id, content };
  // Still asleep: it could not be woken, and its owner reads why.
  if (state.kind === 'starting' && state.first === true) return { kind: 'closed', as: 'opening' };
  return { kind: 'closed', as: state.kind === 'asleep' ? 'broken' : state.kind };
}

async function untilNoticed(gone: Upstream, { directory, slug }: Whereto, signal: AbortSignal): Promise<void> {
  const until = performance.now() + NOTICED_WITHIN_MS;
  const isThere = () => {
    const state = directory.find(slug)?.state;
    return state?.kind === 'open' && state.upstream.origin === gone.origin;
  };
  while (isThere() && !signal.aborted && performance.now() < until) await pause(LOOK_EVERY_MS);
}

async function atMost(ms: number, waiting: Promise<void>): Promise<void> {
  const over = new AbortController();
  const patience = pause(ms, undefined, { signal: over.signal }).catch(() => undefined);
  await Promise.race([waiting, patience]);
  over.abort();
}

function mayBeAskedOfTheNext({ method, body }: HostRequest, error: unknown): boolean {
  if (neverArrived(error)) return body === null || body instanceof Buffer;
  return isRead({ method, body }) && wasClosedUnderUs(error);
}

/** Nothing listens there any more. */
function neverArrived(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
}
