/** Starts hosts, and keeps one spare host process ready for the next dataset: with Annotate imported, a second share takes no time. */
import type { Logger } from 'pino';
import { HostProcess, type Host, type HostListener, type HostProgram } from './host-process.ts';
import { programOf, startHost, type HostOptions } from './start-host.ts';

export interface SpareHostsOptions {
  readonly log: Logger;
  /** Milliseconds between a start and the making of the next spare: the first page comes before it. */
  readonly afterMs?: number;
  /** Milliseconds that a spare is kept while nobody needs it. */
  readonly keepMs?: number;
  /** Milliseconds within which a spare must have taken its order up, or another process is started in its place. */
  readonly beginsWithinMs?: number;
}

const AFTER_MS = 3_000;
const KEEP_MS = 30 * 60_000;
const BEGINS_WITHIN_MS = 15_000;

interface Spare {
  readonly of: HostProgram;
  readonly process: HostProcess;
}

/**
 * The spare is no part of any promise: without one, or with one that fails when it is taken, a host is started as always. It is made
 * only when no start is under way, so that it takes no processor time from one.
 */
export class SpareHosts {
  readonly #log: Logger;
  readonly #afterMs: number;
  readonly #keepMs: number;
  readonly #beginsWithinMs: number;
  #spare: Spare | null = null;
  #starting = 0;
  /** What the next spare is to be of: what was started last, and went well. */
  #next: HostProgram | null = null;
  #toMake: NodeJS.Timeout | undefined;
  #toEnd: NodeJS.Timeout | undefined;
  #closed: Promise<void> | null = null;

  constructor({ log, afterMs = AFTER_MS, keepMs = KEEP_MS, beginsWithinMs = BEGINS_WITHIN_MS }: SpareHostsOptions) {
    this.#log = log;
    this.#afterMs = afterMs;
    this.#keepMs = keepMs;
    this.#beginsWithinMs = beginsWithinMs;
  }

  /**
   * Starts Annotate for one dataset, in the spare when there is one of the same program.
   *
   * @throws as `startHost`
   */
  async start(options: HostOptions, listener?: HostListener, signal?: AbortSignal): Promise<Host> {
    const program = programOf(options);
    this.#starting += 1;
    clearTimeout(this.#toMake);
    try {
      const spare = this.#take(program);
      const host = await (spare === null
        ? startHost(options, listener, signal)
        : this.#startIn(spare, options, listener, signal));
      this.#next = program;
      return host;
    } finally {
      this.#starting -= 1;
      this.#makeSoon();
    }
  }

  /** Tells whether there is any session that might want the spare; without one it is ended after a while. */
  needed(isNeeded: boolean): void {
    if (isNeeded) {
      clearTimeout(this.#toEnd);
      this.#toEnd = undefined;
    } else if (this.#closed === null) {
      this.#toEnd ??= setTimeout(() => void this.#drop('nobody needs it'), this.#keepMs).unref();
    }
  }

  /** Ends the spare and makes no other. Resolves when no process is left. */
  close(): Promise<void> {
    clearTimeout(this.#toMake);
    clearTimeout(this.#toEnd);
    this.#closed ??= this.#drop('the service ends');
    return this.#closed;
  }

  #take(program: HostProgram): HostProcess | null {
    const spare = this.#spare;
    if (spare === null) return null;
    if (!isSame(spare.of, program)) {
      // The environment was made anew, or another one: this spare is of no use any more.
      void this.#drop('it is of another program');
      return null;
    }
    this.#spare = null;
    return spare.process.isRunning ? spare.process : null;
  }

  /** Falls back to a new process unless the dataset itself is to blame. */
  async #startIn(
    spare: HostProcess,
    options: HostOptions,
    listener: HostListener | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Host> {
    const late = setTimeout(() => {
      if (!spare.hasBegun) void spare.stop('now');
    }, this.#beginsWithinMs);
    try {
      const host = await startHost(options, listener, signal, spare);
      this.#log.info({ host: host.pid }, 'the spare host was taken');
      return host;
    } catch (error) {
      if (spare.hasBegun || signal?.aborted === true) throw error;
      this.#log.warn({ host: spare.pid, tail: spare.tail }, 'the spare host was of no use');
      return await startHost(options, listener, signal);
    } finally {
      clearTimeout(late);
    }
  }

  #makeSoon(): void {
    const next = this.#next;
    if (next === null || this.#spare !== null || this.#starting > 0 || this.#closed !== null) return;
    clearTimeout(this.#toMake);
    this.#toMake = setTimeout(() => this.#make(next), this.#afterMs).unref();
  }

  #make(of: HostProgram): void {
    const process = new HostProcess(of, this.#log);
    this.#spare = { of, process };
    this.#log.info({ host: process.pid }, 'a spare host waits for the next dataset');
    void process.ended.then(({ code, signal, tail }) => {
      if (this.#spare?.process !== process) return;
      // Not made again at once: what ended it may well end the next.
      this.#log.warn({ host: process.pid, code, signal, tail }, 'the spare host ended by itself');
      this.#spare = null;
    });
  }

  async #drop(why: string): Promise<void> {
    const spare = this.#spare;
    this.#spare = null;
    if (spare === null) return;
    this.#log.info({ host: spare.process.pid, why }, 'the spare host is ended');
    await spare.process.stop('now');
  }
}

function isSame(one: HostProgram, other: HostProgram): boolean {
  return one.python === other.python && one.program === other.program && one.storeRoot === other.storeRoot;
}
