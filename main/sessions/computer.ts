/** How much this computer has left, for whoever looks at a session: read when it is asked for, and seldom. */
import { availableParallelism } from 'node:os';
import type { ComputerLeft } from '../../contract/control.ts';
import { readMemory } from '../proxy/memory-reading.ts';
import type { MemoryReading } from '../proxy/memory-policy.ts';

const OLD_AFTER_MS = 2_000;
/** Finer steps would be news to the page each time. */
const STEP_BYTES = 100e6;

export interface ComputerOptions {
  readonly read?: () => Promise<MemoryReading | null>;
  readonly cores?: number;
  readonly now?: () => number;
}

export class Computer {
  readonly #read: () => Promise<MemoryReading | null>;
  readonly #cores: number;
  readonly #now: () => number;
  #last: MemoryReading | null = null;
  #readAt = -Infinity;

  constructor({ read = readMemory, cores = availableParallelism(), now = Date.now }: ComputerOptions = {}) {
    this.#read = read;
    this.#cores = cores;
    this.#now = now;
  }

  /** As it was the last time it was asked for; meanwhile it is read anew for the next time. Null where the system does not tell. */
  left(): ComputerLeft {
    if (this.#now() - this.#readAt >= OLD_AFTER_MS) {
      this.#readAt = this.#now();
      void this.#read().then(
        (reading) => (this.#last = reading),
        () => (this.#last = null),
      );
    }
    const inSteps = (bytes: number | undefined) =>
      bytes === undefined ? null : Math.round(bytes / STEP_BYTES) * STEP_BYTES;
    return {
      memoryFree: inSteps(this.#last?.availableBytes),
      memoryTotal: inSteps(this.#last?.totalBytes),
      cores: this.#cores,
    };
  }
}
