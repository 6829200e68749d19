/** Lets attempts to sign in pass one after another for each address, counts those that failed, and slows or refuses what goes on failing. */
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ipKeyGenerator, MemoryStore, type Options } from 'express-rate-limit';
import { judgeAttempt } from './attempt-policy.ts';

export interface Attempt {
  readonly address: string;
  readonly sharedAddress: boolean;
  readonly slug: string;
}

export type Outcome<T> =
  | { readonly kind: 'admitted'; readonly by: T }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly seconds: number };

const WINDOW_MS = 60_000;
/** Per address and over all: what waits beyond this is turned away at once. */
const LINE_LENGTH = 32;
const LINES_LENGTH = 256;
const RETRY_CROWDED_SECONDS = 5;

export class AttemptLimit {
  readonly #failures = new MemoryStore();
  readonly #lines = new Map<string, { last: Promise<unknown>; length: number }>();
  #waiting = 0;

  constructor() {
    this.#failures.init({ windowMs: WINDOW_MS } as Options);
  }

  /** `verify` answers null for wrong credentials. */
  async run<T>(attempt: Attempt, verify: () => Promise<T | null>): Promise<Outcome<T>> {
    const address = `address ${ipKeyGenerator(attempt.address)}`;
    const line = this.#lines.get(address) ?? { last: Promise.resolve(), length: 0 };
    if (line.length >= LINE_LENGTH || this.#waiting >= LINES_LENGTH)
      return { kind: 'wait', seconds: RETRY_CROWDED_SECONDS };
    this.#lines.set(address, line);
    line.length += 1;
    this.#waiting += 1;
    // One at a time: otherwise a hundred guesses sent at once would all be judged before the first had failed.
    const turn = line.last.then(() => this.#judged(address, attempt, verify));
    line.last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.#waiting -= 1;
      line.length -= 1;
      if (line.length === 0) this.#lines.delete(address);
    }
  }

  close(): void {
    this.#failures.shutdown();
  }

  async #judged<T>(address: string, attempt: Attempt, verify: () => Promise<T | null>): Promise<Outcome<T>> {
    const door = `door ${bucket(attempt.slug)}`;
    const [byAddress, atDoor] = await Promise.all([this.#failures.get(address), this.#failures.get(door)]);
    const verdict = judgeAttempt({
      byAddress: byAddress?.totalHits ?? 0,
      atDoor: atDoor?.totalHits ?? 0,
      sharedAddress: attempt.sharedAddress,
    });
    if (verdict.kind === 'refuse') return { kind: 'wait', seconds: secondsUntil(byAddress?.resetTime) };
    if (verdict.afterMs > 0) await delay(verdict.afterMs);
    const by = await verify();
    if (by !== null) return { kind: 'admitted', by };
    await Promise.all([this.#failures.increment(address), this.#failures.increment(door)]);
    return { kind: 'wrong' };
  }
}

/** Slugs are what strangers type: hashed into few buckets, they cannot fill the memory, and those that exist count like those that do not. */
function bucket(slug: string): number {
  return createHash('sha256').update(slug).digest().readUInt16BE(0) & 0xfff;
}

function secondsUntil(time: Date | undefined): number {
  return Math.max(1, Math.ceil(((time?.getTime() ?? 0) - Date.now()) / 1000));
}
