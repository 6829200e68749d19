/** What became of a tunnel's address over time: interruptions, and whether people hold one that does not work any more. Pure. */
import type { Reach } from '../../contract/session.ts';
import type { TunnelState } from '../tunnel/supervisor-state.ts';

export interface TunnelHistory {
  /** The last one that people could load; null before the first, and once the tunnel was closed. */
  readonly url: string | null;
  readonly interruptions: Reach['interruptions'];
  readonly changed: { readonly from: string; readonly at: string } | null;
}

export const noHistory: TunnelHistory = { url: null, interruptions: [], changed: null };

const REMEMBERED = 20;

/** @param at milliseconds since 1970 */
export function rememberState(history: TunnelHistory, state: TunnelState, at: number): TunnelHistory {
  switch (state.name) {
    case 'waiting': {
      if (isInterrupted(history)) return history;
      const interruption = { from: isoOf(state.loss.since), to: null, why: state.loss.why.message };
      return { ...history, interruptions: [...history.interruptions, interruption].slice(-REMEMBERED) };
    }
    case 'up':
      return ended({ ...history, url: state.address.url, changed: changeOf(history, state.address.url, at) }, at);
    case 'off':
      // Who closes it knows that the link is gone.
      return { ...ended(history, at), url: null, changed: null };
    case 'opening':
    case 'proving':
    case 'doubtful':
    case 'failed':
      return history;
  }
}

/** The owner has told everybody. */
export function told(history: TunnelHistory): TunnelHistory {
  return { ...history, changed: null };
}

/** What people hold is the oldest address that nobody was told of losing; and if that comes back, all is well. */
function changeOf({ url, changed }: TunnelHistory, now: string, at: number): TunnelHistory['changed'] {
  const held = changed?.from ?? url;
  if (held === null || held === now) return null;
  return url === now ? changed : { from: held, at: isoOf(at) };
}

function isInterrupted({ interruptions }: TunnelHistory): boolean {
  return interruptions.at(-1)?.to === null;
}

function ended(history: TunnelHistory, at: number): TunnelHistory {
  if (!isInterrupted(history)) return history;
  const interruptions = history.interruptions.map((one) => (one.to === null ? { ...one, to: isoOf(at) } : one));
  return { ...history, interruptions };
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
