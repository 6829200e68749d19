/** A clock that stands still until a test moves it. */
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock.ts';

interface Waiting {
  readonly at: number;
  readonly callback: () => void;
}

export class FakeClock implements Clock {
  readonly #waiting = new Set<Waiting>();
  #now: number;
  #steady = 0;

  constructor(start = '2026-11-20T12:00:00Z') {
    this.#now = Date.parse(start);
  }

  /** How many timers run. */
  get timers(): number {
    return this.#waiting.size;
  }

  now(): number {
    return this.#now;
  }

  steady(): number {
    return this.#steady;
  }

  after(ms: number, callback: () => void): () => void {
    const one: Waiting = { at: this.#steady + ms, callback };
    this.#waiting.add(one);
    return () => void this.#waiting.delete(one);
  }

  /** Lets happen what is under way, calls what becomes due, in its order, and lets what follows from it happen. */
  async advance(ms: number): Promise<void> {
    await setImmediate();
    const end = this.#steady + ms;
    for (let next = this.#due(end); next !== undefined; next = this.#due(end)) {
      this.#moveTo(Math.max(next.at, this.#steady));
      this.#waiting.delete(next);
      next.callback();
      await setImmediate();
    }
    this.#moveTo(end);
    await setImmediate();
  }

  /** The computer sleeps: the calendar goes on, timers stand still. */
  sleep(ms: number): void {
    this.#now += ms;
  }

  #due(end: number): Waiting | undefined {
    return [...this.#waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }

  #moveTo(steady: number): void {
    this.#now += steady - this.#steady;
    this.#steady = steady;
  }
}
