/**
 * One host as the service sees it: a child process that imports Annotate, is then told what to serve, says on stdout when it is
 * ready, and ends when its stdin does.
 *
 * Boundary: the host answers nobody without the secret, which is made here anew for every process and told over stdin alone.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join, parse } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ShareError } from '../../contract/errors.ts';
import type { SampledColumn } from '../../contract/hides.ts';
import { BoundedTail } from './bounded-tail.ts';
import { checkHealth } from './host-health.ts';
import { hostArguments, readHostEvent, type HostEvent, type HostOrder, type StoreState } from './host-protocol.ts';
import { readHostUsage, type HostUsage } from './host-usage.ts';
import { signalGroup, startsGroup } from './process-group.ts';
import { hostVariables } from './scrubbed-variables.ts';

/** What a host process is of before it knows its dataset. */
export interface HostProgram {
  readonly python: string;
  /** The `annotate_host` folder. */
  readonly program: string;
  /** Folder of all matrix stores; compiled loops are kept there too. */
  readonly storeRoot: string | null;
}

/** What a host tells while it lives. */
export interface HostListener {
  /** What it is doing until it is ready, in words for people. */
  readonly onProgress?: (detail: string) => void;
  readonly onStore?: (state: StoreState) => void;
}

export interface HostEnd {
  readonly code: number | null;
  readonly signal: string | null;
  /** The last of what it wrote. */
  readonly tail: string;
}

export interface Host {
  readonly origin: string;
  readonly secret: string;
  readonly cells: number;
  readonly genes: number;
  /** Of the dataset's file, with samples of what is in them. */
  readonly columns: readonly SampledColumn[];
  readonly pid: number;
  /** Resolves whenever it ends, asked or not; never rejects. */
  readonly ended: Promise<HostEnd>;
  /** Null once it has ended, or where the platform does not tell. */
  usage(): Promise<HostUsage | null>;
  /** Asks, waits, then kills it with everything it started. Idempotent; resolves when it is gone. */
  stop(): Promise<void>;
}

/** A host that is asked to go finishes the save it is in the middle of. */
const LEAVE_MS = 2_000;
const TERMINATE_MS = 1_000;
/** Output still in the pipe after the end; a program that kept the pipe open must not hold us up. */
const DRAIN_MS = 500;

type Listening = Extract<HostEvent, { event: 'listening' }>;
type StoreEvent = Extract<HostEvent, { event: 'store' }>;

/** How far a process is. From `begun` on it is at work on its dataset: what goes wrong then is the dataset's. */
type Stage = 'importing' | 'waiting' | 'begun';

export class HostProcess {
  readonly ended: Promise<HostEnd>;
  readonly #secret = randomBytes(32).toString('hex');
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #tail = new BoundedTail();
  readonly #listening = Promise.withResolvers<Listening>();
  #log: Logger;
  #listener: HostListener = {};
  #stage: Stage = 'importing';
  #stopping: Promise<void> | undefined;

  /** Starts it; it imports Annotate and then waits for its order. */
  constructor({ python, program, storeRoot }: HostProgram, log: Logger) {
    this.#log = log;
    this.#child = spawn(python, hostArguments(program), {
      // Nobody's folder: Annotate's own package is called `server`, and a folder of that name must not get in its way.
      cwd: parse(program).root || '/',
      env: {
        ...hostVariables(process.env),
        ...(storeRoot === null ? {} : { NUMBA_CACHE_DIR: join(storeRoot, 'kernels') }),
      },
      /*
       * It makes a process group of its own, but stays in our session (`detached` would give it one): Linux shares the processor
       * between sessions first, and that its computing is to give way to us would count for nothing.
       */
      stdio: 'pipe',
      windowsHide: true,
    });
    this.#log.debug({ host: this.#child.pid }, 'a host was started');
    this.ended = this.#untilEnded();
    this.#drain();
    // The end of a host that was ready is `ended`'s to tell.
    this.#listening.promise.catch(() => undefined);
    void this.ended.then(({ code, signal }) =>
      this.#listening.reject(
        new Error(`the host ended before it was ready (${signal ?? `code ${code ?? 'unknown'}`})`),
      ),
    );
    // Stays open for life: its end is what tells the host that we are gone. A host that is gone already is seen by `ended`.
    this.#child.stdin.on('error', () => undefined);
  }

  /** Tells it what to serve, once. From now on it belongs to one session: its log and its listener are that session's. */
  give(order: Omit<HostOrder, 'secret'>, listener: HostListener, log: Logger): void {
    this.#log = log;
    this.#listener = listener;
    log.debug({ host: this.#child.pid, dataset: order.dataset }, 'a host was told what to serve');
    if (this.#stage === 'waiting') this.#listener.onProgress?.('Opening the dataset');
    this.#child.stdin.write(`${JSON.stringify({ ...order, secret: this.#secret } satisfies HostOrder)}\n`);
  }

  /** Whether it has taken its order up. */
  get hasBegun(): boolean {
    return this.#stage === 'begun';
  }

  get isRunning(): boolean {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get tail(): string {
    return this.#tail.toString();
  }

  async untilReady(signal: AbortSignal): Promise<Host> {
    const { port, cells, genes, columns } = await Promise.race([this.#listening.promise, rejectedBy(signal)]);
    const { pid } = this.#child;
    if (pid === undefined) throw new Error('a process that listens has an id');
    const origin = `http://127.0.0.1:${port}`;
    await checkHealth(origin, this.#secret, signal);
    return {
      origin,
      secret: this.#secret,
      cells,
      genes,
      columns,
      pid,
      ended: this.ended,
      usage: () => (this.isRunning ? readHostUsage(pid) : Promise.resolve(null)),
      stop: () => this.stop('in-order'),
    };
  }

  /** `now` for one that is not ready: it has nothing to save. */
  stop(how: 'in-order' | 'now'): Promise<void> {
    this.#stopping ??= this.#stop(how);
    return this.#stopping;
  }

  async #stop(how: 'in-order' | 'now'): Promise<void> {
    this.#child.stdin.end();
    if (how === 'in-order') {
      await this.#endsWithin(LEAVE_MS);
      await this.#signal('SIGTERM');
      await this.#endsWithin(TERMINATE_MS);
    }
    await this.#signal('SIGKILL');
    await this.ended;
  }

  async #signal(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const { pid } = this.#child;
    if (pid === undefined || !this.isRunning) return;
    // In its first milliseconds it has no group yet.
    if (!(await signalGroup(pid, signal))) this.#child.kill(signal);
  }

  async #endsWithin(ms: number): Promise<void> {
    const timer = new AbortController();
    await Promise.race([this.ended, sleep(ms, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
  }

  /** Both streams, for life: a pipe that nobody empties fills up, and then the host hangs in the middle of a request. */
  #drain(): void {
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      const event = readHostEvent(line);
      if (event === null) this.#note(line);
      else this.#heed(event);
    });
    createInterface({ input: this.#child.stderr }).on('line', (line) => this.#note(line));
  }

  #note(line: string): void {
    this.#tail.add(line);
    this.#log.debug({ host: this.#child.pid }, line);
  }

  #heed(event: HostEvent): void {
    switch (event.event) {
      case 'imported':
        this.#stage = 'waiting';
        this.#listener.onProgress?.('Opening the dataset');
        break;
      case 'spare':
        this.#log.debug({ host: this.#child.pid }, 'a host waits for its dataset');
        break;
      case 'loading':
        this.#stage = 'begun';
        this.#listener.onProgress?.('Reading the dataset');
        break;
      case 'listening':
        this.#listening.resolve(event);
        break;
      case 'store':
        this.#heedStore(event);
        break;
      case 'failed':
        this.#log.warn({ host: this.#child.pid, code: event.code, detail: event.detail }, 'a host could not start');
        this.#listening.reject(new ShareError(event.code, event.values, { detail: event.detail || this.tail }));
    }
  }

  #heedStore({ state, code }: StoreEvent): void {
    if (state !== 'building') this.#log.info({ host: this.#child.pid, state, code }, 'matrix store');
    this.#listener.onStore?.(state === 'none' ? { name: state, failure: code ?? null } : { name: state });
  }

  #untilEnded(): Promise<HostEnd> {
    const child = this.#child;
    const { promise, resolve } = Promise.withResolvers<HostEnd>();
    child.once('error', (error) => {
      this.#tail.add(error.message);
      // It never started, so it will not exit either.
      if (child.pid === undefined) resolve({ code: null, signal: null, tail: this.tail });
    });
    child.once('exit', (code, signal) => {
      const drained = new AbortController();
      const closed = once(child, 'close', { signal: drained.signal });
      // What it started itself must not outlive it, nor keep its pipes open.
      if (child.pid !== undefined && startsGroup) void signalGroup(child.pid, 'SIGKILL');
      void Promise.race([closed, sleep(DRAIN_MS, undefined, { signal: drained.signal })])
        .catch(() => undefined)
        .finally(() => {
          drained.abort();
          closed.catch(() => undefined);
          resolve({ code, signal, tail: this.tail });
        });
    });
    return promise;
  }
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  return promise;
}
