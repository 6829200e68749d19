/** Notices that the computer slept or its network changed, without any help of a desktop: what was open before may lead nowhere now. */
import type { Clock } from '../tunnel/clock.ts';

const LOOK_EVERY_MS = 5000;
/** Later than any busy moment makes a timer. */
const JUMP_MS = 10_000;

export interface Look {
  readonly now: number;
  readonly steady: number;
  /** The computer's addresses, in any form that changes with them. */
  readonly network: string;
}

/** On some systems the steady clock stands still in a sleep, on others only timers do. Pure. */
export function judgeLook(before: Look, after: Look): 'woke' | 'network' | null {
  const steady = after.steady - before.steady;
  const jumped = after.now - before.now - steady;
  if (jumped > JUMP_MS || steady > LOOK_EVERY_MS + JUMP_MS) return 'woke';
  return before.network === after.network ? null : 'network';
}

export interface WakeWatchOptions {
  readonly clock: Clock;
  readonly network: () => string;
  readonly onLook: (why: 'woke' | 'network') => void;
}

export class WakeWatch {
  readonly #options: WakeWatchOptions;
  #before: Look;
  #cancel: () => void = () => undefined;

  constructor(options: WakeWatchOptions) {
    this.#options = options;
    this.#before = this.#now();
    this.#wait();
  }

  close(): void {
    this.#cancel();
  }

  #wait(): void {
    this.#cancel = this.#options.clock.after(LOOK_EVERY_MS, () => this.#look());
  }

  #look(): void {
    const after = this.#now();
    const why = judgeLook(this.#before, after);
    this.#before = after;
    this.#wait();
    if (why !== null) this.#options.onLook(why);
  }

  #now(): Look {
    const { clock, network } = this.#options;
    return { now: clock.now(), steady: clock.steady(), network: network() };
  }
}
