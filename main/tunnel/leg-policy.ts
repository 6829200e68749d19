/** Decides what follows when a connection to the relay has ended: another one, now or later, or the tunnel is lost. Pure. */

/** How it ended: it had been in use; the relay dropped it at once, does not listen, or does not answer; or our proxy does not listen. */
export type LegOutcome = 'served' | 'unwanted' | 'refused' | 'unreachable' | 'no-proxy';

export interface LegEnd {
  readonly outcome: LegOutcome;
  /** How many in a row, this one included, were of no use at this place in the pool. */
  readonly failures: number;
  /** How many other connections the relay keeps at this moment. */
  readonly others: number;
}

export type NextStep =
  { readonly do: 'connect'; readonly afterMs: number } | { readonly do: 'give-up'; readonly reason: string };

/** The waits in between add up to 1.75 s, longer than it takes to see that another connection is kept. */
const ENOUGH = 4;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;

export function afterLeg({ outcome, failures, others }: LegEnd): NextStep {
  // The relay ends a connection after each request: the next one stands ready at once.
  if (outcome === 'served') return { do: 'connect', afterMs: 0 };
  // On the same computer there is not much to wait for; and the relay forgets a tunnel without connections within a second.
  if (outcome === 'no-proxy' && failures >= 2) return { do: 'give-up', reason: reasons[outcome] };
  // A relay opens a port for each tunnel and never opens it again: connections that still stand lead nowhere new.
  const hopeless = outcome === 'refused' || others === 0;
  if (failures >= ENOUGH && hopeless) return { do: 'give-up', reason: reasons[outcome] };
  return { do: 'connect', afterMs: Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS) };
}

const reasons = {
  refused: 'the relay no longer knows it',
  unwanted: 'the relay ends every connection at once',
  unreachable: 'the relay can no longer be reached',
  'no-proxy': 'nothing listens on this computer any more',
} as const;
