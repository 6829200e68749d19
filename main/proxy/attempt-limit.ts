/** Counts attempts to sign in that failed, answers them later and later, and lets through without any wait what may be right. */
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ipKeyGenerator, MemoryStore, type Options } from 'express-rate-limit';
import pLimit from 'p-limit';
import { judgeAttempt } from './attempt-policy.ts';

export interface Attempt {
  readonly address: string;
  readonly sharedAddress: boolean;
  readonly slug: string;
  readonly guessable: boolean;
  readonly mayFit: boolean;
  /** Whether what does not surely fit may fit all the same. */
  readonly unsure?: boolean;
  /** The sign-in that this browser once held here, proven by its signed cookie; null for any other. */
  readonly knownBrowser: string | null;
}

export type Outcome<T> =
  | { readonly kind: 'admitted'; readonly by: T }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly seconds: number };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Answers that are held back hold a connection each: what fails beyond these is turned away at once. */
const HELD_AT_MOST = 64;
/** Only who knows the password, or guesses one in 65,536, gets to where hashing is done. */
const VERIFIED_AT_ONCE = 256;
/** What may be a guess is hashed, too: few at once, so that what surely fits waits for few. */
const UNSURE_AT_ONCE = 16;
/** Of these, what comes from where something wrong came from. */
const IN_LINE_AT_ONCE = 1;
const RETRY_CROWDED_SECONDS = 5;

export class AttemptLimit {
  readonly #lastMinute = storeFor(MINUTE_MS);
  readonly #lastHour = storeFor(HOUR_MS);
  readonly #closing = new AbortController();
  readonly #line = pLimit(IN_LINE_AT_ONCE);
  #held = 0;
  #verifying = 0;
  #unsure = 0;

  /** `verify` answers null for wrong credentials; it is asked only when they may be right. */
  async run<T>(attempt: Attempt, verify: () => Promise<T | null> | T | null): Promise<Outcome<T>> {
    // Counted before it is judged: of a hundred sent at once, each knows of those before it.
    const { byAddress, atDoor, inHour, byBrowser } = await this.#count(attempt);
    const { mayFit, unsure = false, guessable, sharedAddress } = attempt;
    const verdict = judgeAttempt({
      mayFit,
      unsure,
      guessable,
      sharedAddress,
      byAddress: byAddress.totalHits - 1,
      atDoor: atDoor.totalHits - 1,
      atDoorInHour: inHour.totalHits - 1,
      byKnownBrowser: byBrowser === null ? null : byBrowser.totalHits - 1,
    });
    switch (verdict.kind) {
      case 'verify': {
        const { afterMs = 0, inLine = false } = verdict;
        const inTurn = () => (inLine ? this.#line(() => this.#verified(verify)) : this.#verified(verify));
        const outcome = await (mayFit ? this.#verified(verify) : this.#verifiedAfter(afterMs, inTurn));
        if (outcome.kind !== 'wrong') await this.#forget(attempt);
        return outcome;
      }
      case 'wrong':
        return this.#wrongAfter(verdict.afterMs);
      case 'refuse':
        return { kind: 'wait', seconds: secondsUntil(byAddress.resetTime) };
    }
  }

  close(): void {
    this.#closing.abort();
    this.#lastMinute.shutdown();
    this.#lastHour.shutdown();
  }

  async #verified<T>(verify: () => Promise<T | null> | T | null): Promise<Outcome<T>> {
    if (this.#verifying >= VERIFIED_AT_ONCE) return { kind: 'wait', seconds: RETRY_CROWDED_SECONDS };
    this.#verifying += 1;
    try {
      const by = await verify();
      return by === null ? { kind: 'wrong' } : { kind: 'admitted', by };
    } finally {
      this.#verifying -= 1;
    }
  }

  async #verifiedAfter<T>(ms: number, inTurn: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const held = await this.#wrongAfter(ms);
    if (held.kind === 'wait' || this.#unsure >= UNSURE_AT_ONCE) return { kind: 'wait', seconds: RETRY_CROWDED_SECONDS };
    this.#unsure += 1;
    try {
      return await inTurn();
    } finally {
      this.#unsure -= 1;
    }
  }

  async #wrongAfter(ms: number): Promise<Outcome<never>> {
    if (ms === 0) return { kind: 'wrong' };
    if (this.#held >= HELD_AT_MOST) return { kind: 'wait', seconds: RETRY_CROWDED_SECONDS };
    this.#held += 1;
    try {
      await delay(ms, undefined, { signal: this.#closing.signal }).catch(() => undefined);
      return { kind: 'wrong' };
    } finally {
      this.#held -= 1;
    }
  }

  async #count(attempt: Attempt) {
    const { address, door, browser } = keysOf(attempt);
    const [byAddress, atDoor, inHour, byBrowser] = await Promise.all([
      this.#lastMinute.increment(address),
      this.#lastMinute.increment(door),
      this.#lastHour.increment(door),
      browser === null ? null : this.#lastMinute.increment(browser),
    ]);
    return { byAddress, atDoor, inHour, byBrowser };
  }

  /** What was right is no failure. */
  async #forget(attempt: Attempt): Promise<void> {
    const { address, door, browser } = keysOf(attempt);
    await Promise.all([
      this.#lastMinute.decrement(address),
      this.#lastMinute.decrement(door),
      this.#lastHour.decrement(door),
      browser === null ? null : this.#lastMinute.decrement(browser),
    ]);
  }
}

function storeFor(windowMs: number): MemoryStore {
  const store = new MemoryStore();
  store.init({ windowMs } as Options);
  return store;
}

function keysOf({ address, slug, knownBrowser }: Attempt) {
  return {
    address: `address ${ipKeyGenerator(address)}`,
    door: `door ${bucket(slug)}`,
    browser: knownBrowser === null ? null : `browser ${knownBrowser}`,
  };
}

/** Slugs are what strangers type: hashed into few buckets, they cannot fill the memory, and those that exist count like those that do not. */
function bucket(slug: string): number {
  return createHash('sha256').update(slug).digest().readUInt16BE(0) & 0xfff;
}

function secondsUntil(time: Date | undefined): number {
  return Math.max(1, Math.ceil(((time?.getTime() ?? 0) - Date.now()) / 1000));
}
