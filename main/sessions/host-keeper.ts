/** Runs one session's host: starts it, hears of its end, samples what it uses, puts it away. Knows nothing of phases. */
import type { Logger } from 'pino';
import type { Host } from '../annotate/host-process.ts';
import type { StoreState } from '../annotate/host-protocol.ts';
import type { SpareHosts } from '../annotate/spare-host.ts';
import type { HostOptions } from '../annotate/start-host.ts';

export interface Usage {
  readonly memoryBytes: number | null;
  /** Of one core, over the time since the last sample. */
  readonly cpu: number | null;
}

export class HostKeeper {
  readonly #hosts: Pick<SpareHosts, 'start'>;
  readonly #log: Logger;
  readonly #onEnded: (host: Host) => void;
  readonly #onStore: () => void;
  #host: Host | null = null;
  #starting: { readonly abort: AbortController; readonly settled: Promise<unknown> } | null = null;
  #lastSample: { readonly at: number; readonly cpuSeconds: number } | null = null;
  #usage: Usage = { memoryBytes: null, cpu: null };
  #store: StoreState = noStore;
  /** Counts the hosts: what a former one still says is no news. */
  #life = 0;

  /**
   * @param onEnded called when a host that was running ended without being put away
   * @param onStore called when its matrix store is being built, is in use, or will not be
   */
  constructor(hosts: Pick<SpareHosts, 'start'>, log: Logger, onEnded: (host: Host) => void, onStore: () => void) {
    this.#hosts = hosts;
    this.#log = log;
    this.#onEnded = onEnded;
    this.#onStore = onStore;
  }

  get host(): Host | null {
    return this.#host;
  }

  /** How far the matrix store of the running host is. */
  get store(): StoreState {
    return this.#store;
  }

  get usage(): Usage {
    return this.#usage;
  }

  /** @throws ShareError when it does not get ready; an aborted start rejects too */
  async start(options: HostOptions, onProgress: (detail: string) => void): Promise<Host> {
    const abort = new AbortController();
    const life = this.#life;
    const onStore = (state: StoreState) => {
      if (this.#life === life) this.#storeIs(state);
    };
    const starting = this.#hosts.start(options, { onProgress, onStore }, abort.signal);
    this.#starting = { abort, settled: starting.then(ignore, ignore) };
    try {
      const host = await starting;
      this.#host = host;
      void host.ended.then((end) => this.#ended(host, end));
      return host;
    } finally {
      this.#starting = null;
    }
  }

  /** Ends the host, or its start, and waits until no process is left. */
  async putAway(): Promise<void> {
    if (this.#starting !== null) {
      this.#starting.abort.abort();
      await this.#starting.settled;
    }
    const host = this.#host;
    this.#forget();
    await host?.stop();
  }

  async sample(): Promise<void> {
    const host = this.#host;
    const used = await host?.usage();
    if (used === undefined || used === null || this.#host !== host) return;
    const at = performance.now();
    const last = this.#lastSample;
    const cpu = last === null || at <= last.at ? null : ((used.cpuSeconds - last.cpuSeconds) * 1000) / (at - last.at);
    this.#lastSample = { at, cpuSeconds: used.cpuSeconds };
    this.#usage = { memoryBytes: used.memoryBytes, cpu: cpu === null ? null : Math.max(0, cpu) };
  }

  #ended(host: Host, end: Awaited<Host['ended']>): void {
    if (this.#host !== host) return;
    this.#log.warn({ pid: host.pid, code: end.code, signal: end.signal, tail: end.tail }, 'host ended by itself');
    this.#forget();
    this.#onEnded(host);
  }

  #storeIs(state: StoreState): void {
    this.#store = state;
    this.#onStore();
  }

  #forget(): void {
    this.#life += 1;
    this.#host = null;
    this.#lastSample = null;
    this.#usage = { memoryBytes: null, cpu: null };
    this.#store = noStore;
  }
}

const noStore: StoreState = { name: 'none', failure: null };

function ignore(): void {
  // Only the end matters here: who started it hears of the outcome.
}
