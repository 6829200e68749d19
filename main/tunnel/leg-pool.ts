/** Keeps as many connections to the relay as it allows, until it is closed or there is no point in going on. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterLeg } from './leg-policy.ts';
import { Leg, type LegEnds } from './leg.ts';

/** More than a browser opens at once; a relay that offers thousands is not believed. */
const MOST_LEGS = 10;

export class LegPool {
  /** Resolves when the first connection stands: from now on a request can come. Never settles if none ever does. */
  readonly open: Promise<void>;
  /** Resolves once nothing is left of it. */
  readonly closed: Promise<{ readonly reason: string }>;
  readonly #ends: LegEnds;
  readonly #legs = new Set<Leg>();
  readonly #end = new AbortController();
  readonly #markOpen: () => void;

  constructor(ends: LegEnds, size: number) {
    this.#ends = ends;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.open = promise;
    this.#markOpen = () => resolve(undefined);
    const places = Array.from({ length: Math.min(size, MOST_LEGS) }, () => this.#keep());
    this.closed = Promise.all(places).then(() => ({ reason: this.#end.signal.reason as string }));
  }

  /** Ends every connection and waits until that is done. Of several reasons the first one counts. */
  async close(reason: string): Promise<void> {
    if (!this.#end.signal.aborted) this.#end.abort(reason);
    for (const leg of this.#legs) leg.close();
    await this.closed;
  }

  /** One place in the pool: one connection after the other. */
  async #keep(): Promise<void> {
    let failures = 0;
    while (!this.#end.signal.aborted) {
      const leg = new Leg(this.#ends, this.#markOpen);
      this.#legs.add(leg);
      const outcome = await leg.ended;
      this.#legs.delete(leg);
      failures = outcome === 'served' ? 0 : failures + 1;
      const next = afterLeg({ outcome, failures, others: [...this.#legs].filter((other) => other.settled).length });
      if (next.do === 'give-up') void this.close(next.reason);
      else await wait(next.afterMs, undefined, { signal: this.#end.signal }).catch(() => undefined);
    }
  }
}
