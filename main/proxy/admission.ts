/** Shares out the owner's computer between all who ask it to compute: a few at once, the others in a fair and bounded line. */
import { availableParallelism } from 'node:os';
import {
  judgeArrival,
  nextInLine,
  personOf,
  retryAfter,
  type AdmissionLimits,
  type Asker,
  type Refusal,
} from './admission-policy.ts';
import { MemoryGuard, type ReadMemory } from './memory-guard.ts';
import { readMemory } from './memory-reading.ts';
import type { MemoryGuardState } from './memory-policy.ts';
import type { ProxyFigures } from './ports.ts';

export interface AdmissionOptions {
  /** How many heavy requests run at once over all sessions. */
  readonly places?: number;
  readonly linePerCollaborator?: number;
  readonly line?: number;
  readonly lineBytes?: number;
  readonly longestWaitMs?: number;
  readonly readMemory?: ReadMemory;
  /** How old a reading of memory may be. */
  readonly lookEveryMs?: number;
}

export interface HeavyAsk {
  readonly session: string;
  readonly collaborator: string;
  /** How many heavy requests this session's host can bear at once. */
  readonly atOnce: number;
  /** What the ask holds in memory while it waits. */
  readonly bytes?: number;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

export type Admitted =
  /** `release` gives the place back, once the host has computed; calling it twice is the same as once. */
  | { readonly kind: 'enter'; readonly release: () => void }
  | { readonly kind: 'refused'; readonly why: Refusal; readonly retryAfterSeconds: number }
  | { readonly kind: 'left' };

interface Waiter {
  asker: Asker;
  readonly settle: (admitted: Admitted) => void;
}

const MIB = 1024 * 1024;
const LONGEST_WAIT_MS = 60_000;
const LOOK_EVERY_MS = 1000;

export class Admission {
  readonly #limits: AdmissionLimits;
  readonly #longestWaitMs: number;
  readonly #lookEveryMs: number;
  readonly #guard: MemoryGuard;
  readonly #running = new Set<Asker>();
  /** In the order they came. */
  readonly #waiting = new Set<Waiter>();
  readonly #turns = new Map<string, number>();
  readonly #refused = new Map<string, number>();
  #turn = 0;
  #lookAgain: NodeJS.Timeout | null = null;

  constructor(options: AdmissionOptions = {}) {
    this.#limits = {
      places: options.places ?? availableParallelism(),
      linePerCollaborator: options.linePerCollaborator ?? 64,
      line: options.line ?? 256,
      lineBytes: options.lineBytes ?? 256 * MIB,
    };
    this.#longestWaitMs = options.longestWaitMs ?? LONGEST_WAIT_MS;
    this.#lookEveryMs = options.lookEveryMs ?? LOOK_EVERY_MS;
    this.#guard = new MemoryGuard(options.readMemory ?? readMemory, this.#lookEveryMs);
  }

  /** As of the last look. While there is a shortage to tell of, asking brings about the next look: so its end is seen. */
  get memory(): MemoryGuardState {
    const { known } = this.#guard;
    if (known.kind !== 'enough') void this.#guard.look();
    return known;
  }

  /** How many wait for their turn at this session. */
  waiting(sessionId: string): number {
    return this.figures(sessionId).waiting;
  }

  figures(sessionId: string): ProxyFigures['heavy'] {
    return {
      running: [...this.#running].filter(({ session }) => session === sessionId).length,
      waiting: [...this.#waiting].filter(({ asker }) => asker.session === sessionId).length,
      refused: this.#refused.get(sessionId) ?? 0,
    };
  }

  /** Settles when it is this ask's turn, or when it is refused, or when who asked has left. Never rejects. */
  async enter({ session, collaborator, atOnce, bytes = 0, signal }: HeavyAsk): Promise<Admitted> {
    const asker: Asker = { session, collaborator, atOnce, bytes };
    const memory = await this.#guard.look();
    if (signal.aborted) return { kind: 'left' };
    this.#learnHowMany(asker);
    this.#advance();
    const verdict = judgeArrival(this.#line(), asker, this.#limits, memory.kind === 'short' ? 'short' : 'enough');
    switch (verdict) {
      case 'enter':
        return this.#take(asker);
      case 'wait':
        return this.#wait(asker, signal);
      case 'line-full':
      case 'memory':
        return this.#refuse(asker, verdict);
    }
  }

  #wait(asker: Asker, signal: AbortSignal): Promise<Admitted> {
    return new Promise((resolve) => {
      const settle = (admitted: Admitted) => {
        clearTimeout(patience);
        signal.removeEventListener('abort', leave);
        this.#waiting.delete(waiter);
        resolve(admitted);
      };
      const waiter: Waiter = { asker, settle };
      const leave = () => settle({ kind: 'left' });
      const lose = () => settle(this.#refuse(asker, this.#isMemoryShort ? 'memory' : 'waited-too-long'));
      const patience = setTimeout(lose, this.#longestWaitMs);
      patience.unref();
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.add(waiter);
    });
  }

  /** Who waits already is not sent away when memory gets short: it may come back in time. */
  #advance(): void {
    if (this.#isMemoryShort) {
      if (this.#waiting.size > 0)
        this.#lookAgain ??= setTimeout(() => void this.#afterAWhile(), this.#lookEveryMs).unref();
      return;
    }
    for (;;) {
      const place = nextInLine(this.#line(), this.#limits);
      const next = place === null ? undefined : [...this.#waiting][place];
      if (next === undefined) return;
      next.settle(this.#take(next.asker));
    }
  }

  async #afterAWhile(): Promise<void> {
    this.#lookAgain = null;
    await this.#goOn();
  }

  async #goOn(): Promise<void> {
    await this.#guard.look();
    this.#advance();
  }

  #take(asker: Asker): Admitted {
    this.#running.add(asker);
    this.#turns.set(personOf(asker), (this.#turn += 1));
    return { kind: 'enter', release: () => this.#release(asker) };
  }

  #release(held: Asker): void {
    if (!this.#running.delete(held)) return;
    // Kept as long as anybody waits or is served: only then does it matter whose turn was when.
    if (this.#running.size === 0 && this.#waiting.size === 0) this.#turns.clear();
    else void this.#goOn();
  }

  #refuse({ session }: Asker, why: Refusal): Admitted {
    this.#refused.set(session, (this.#refused.get(session) ?? 0) + 1);
    if (why === 'memory') this.#guard.refused();
    return { kind: 'refused', why, retryAfterSeconds: retryAfter(why) };
  }

  /** A host may bear more or fewer than when the others got in line. */
  #learnHowMany({ session, atOnce }: Asker): void {
    for (const waiter of this.#waiting)
      if (waiter.asker.session === session) waiter.asker = { ...waiter.asker, atOnce };
  }

  #line() {
    const waiting = [...this.#waiting].map(({ asker }) => asker);
    return { running: [...this.#running], waiting, turns: this.#turns };
  }

  get #isMemoryShort(): boolean {
    return this.#guard.known.kind === 'short';
  }
}
