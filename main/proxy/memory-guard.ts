/** Watches how much memory is left, as seldom as it can: when heavy work is asked for, and as long as it is short. */
import { countRefusal, judgeMemory, type MemoryGuardState, type MemoryReading } from './memory-policy.ts';

/** Null where nobody tells. Never rejects. */
export type ReadMemory = () => Promise<MemoryReading | null>;

export class MemoryGuard {
  readonly #read: ReadMemory;
  readonly #freshForMs: number;
  #state: MemoryGuardState = { kind: 'enough' };
  #readAt = -Infinity;
  #reading: Promise<void> | null = null;

  /** @param freshForMs an older reading is not believed */
  constructor(read: ReadMemory, freshForMs: number) {
    this.#read = read;
    this.#freshForMs = freshForMs;
  }

  /** As of the last look. */
  get known(): MemoryGuardState {
    return this.#state;
  }

  /** Looks, unless that was done just now. */
  async look(): Promise<MemoryGuardState> {
    if (performance.now() - this.#readAt >= this.#freshForMs) {
      this.#reading ??= this.#look().finally(() => (this.#reading = null));
      await this.#reading;
    }
    return this.#state;
  }

  refused(): void {
    this.#state = countRefusal(this.#state);
  }

  async #look(): Promise<void> {
    const reading = await this.#read();
    this.#readAt = performance.now();
    this.#state = judgeMemory(this.#state, reading, new Date());
  }
}
