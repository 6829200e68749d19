/**
 * One host as the service sees it: a child process that says on stdout when it is ready, and ends when its stdin does.
 *
 * Boundary: the host answers nobody without the secret, which is made here anew for every start and told over stdin alone.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { basename, parse } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ShareError } from '../../contract/errors.ts';
import { BoundedTail } from './bounded-tail.ts';
import { checkHealth } from './host-health.ts';
import {
  hostArguments,
  readHostEvent,
  startDeadlineMs,
  type HostEvent,
  type HostOrder,
  type StoreState,
} from './host-protocol.ts';
import { readHostUsage, type HostUsage } from './host-usage.ts';
import { signalGroup, startsGroup } from './process-group.ts';
import { hostVariables } from './scrubbed-variables.ts';

export interface StoreOptions {
  /** Folder of all matrix stores. */
  readonly root: string;
  /** What they may take on disk together. */
  readonly limitBytes: number;
}

/** What a host tells while it lives. */
export interface HostListener {
  /** What it is doing until it is ready, in words for people. */
  readonly onProgress?: (detail: string) => void;
  readonly onStore?: (state: StoreState) => void;
}

export interface HostOptions {
  readonly python: string;
  /** The `annotate_host` folder. */
  readonly program: string;
  readonly dataset: string;
  readonly title: string;
  readonly annotationsRoot: string;
  readonly store?: StoreOptions;
  readonly log: Logger;
  /** Milliseconds until a host that does not get ready is given up; by the size of the dataset when left out. */
  readonly deadlineMs?: number;
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
  readonly pid: number;
  /** Resolves whenever it ends, asked or not; never rejects. */
  readonly ended: Promise<HostEnd>;
  /** Null once it has ended, or where the platform does not tell. */
  usage(): Promise<HostUsage | null>;
  /** Asks, waits, then kills it with everything it started. Idempotent; resolves when it is gone. */
  stop(): Promise<void>;
}

const THREADS = 8;
/** A host that is asked to go finishes the save it is in the middle of. */
const LEAVE_MS = 2_000;
const TERMINATE_MS = 1_000;
/** Output still in the pipe after the end; a program that kept the pipe open must not hold us up. */
const DRAIN_MS = 500;

type Listening = Extract<HostEvent, { event: 'listening' }>;
type StoreEvent = Extract<HostEvent, { event: 'store' }>;

/**
 * Starts Annotate for one dataset and resolves when it answers.
 *
 * @throws ShareError whatever the host found wrong with the dataset, `host-start-failed` or `host-start-timeout`;
 *   the signal's reason when aborted. No process is left behind in any case.
 */
export async function startHost(
  options: HostOptions,
  listener: HostListener = {},
  signal?: AbortSignal,
): Promise<Host> {
  signal?.throwIfAborted();
  const name = basename(options.dataset);
  const deadlineMs = options.deadlineMs ?? startDeadlineMs(await sizeOf(options.dataset));
  listener.onProgress?.('Starting Annotate');
  const running = new HostProcess(options, listener);
  const deadline = AbortSignal.timeout(deadlineMs);
  const given = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
  try {
    return await running.untilReady(given);
  } catch (error) {
    await running.stop(given.aborted ? 'now' : 'in-order');
    signal?.throwIfAborted();
    if (deadline.aborted) {
      throw new ShareError(
        'host-start-timeout',
        { name, seconds: Math.round(deadlineMs / 1000) },
        { detail: running.tail },
      );
    }
    if (error instanceof ShareError) throw error;
    const detail = running.tail || (error instanceof Error ? error.message : String(error));
    throw new ShareError('host-start-failed', { name }, { detail, cause: error });
  }
}

class HostProcess {
  readonly secret = randomBytes(32).toString('hex');
  readonly ended: Promise<HostEnd>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #log: Logger;
  readonly #listener: HostListener;
  readonly #tail = new BoundedTail();
  readonly #listening = Promise.withResolvers<Listening>();
  #stopping: Promise<void> | undefined;

  constructor({ python, program, dataset, title, annotationsRoot, store, log }: HostOptions, listener: HostListener) {
    this.#log = log;
    this.#listener = listener;
    this.#child = spawn(python, hostArguments(program), {
      // Nobody's folder: Annotate's own package is called `server`, and a folder of that name must not get in its way.
      cwd: parse(program).root || '/',
      env: hostVariables(process.env),
      detached: startsGroup,
      stdio: 'pipe',
      windowsHide: true,
    });
    this.#log.debug({ host: this.#child.pid, dataset }, 'a host was started');
    this.ended = this.#untilEnded();
    this.#drain();
    // The end of a host that was ready is `ended`'s to tell.
    this.#listening.promise.catch(() => undefined);
    void this.ended.then(({ code, signal }) =>
      this.#listening.reject(
        new Error(`the host ended before it was ready (${signal ?? `code ${code ?? 'unknown'}`})`),
      ),
    );
    const order: HostOrder = {
      dataset,
      title,
      secret: this.secret,
      annotations_root: annotationsRoot,
      threads: THREADS,
      ...(store === undefined ? {} : { store_root: store.root, store_limit_bytes: store.limitBytes }),
    };
    // Stays open for life: its end is what tells the host that we are gone. A host that is gone already is seen by `ended`.
    this.#child.stdin.on('error', () => undefined);
    this.#child.stdin.write(`${JSON.stringify(order)}\n`);
  }

  get tail(): string {
    return this.#tail.toString();
  }

  async untilReady(signal: AbortSignal): Promise<Host> {
    const { port, cells, genes } = await Promise.race([this.#listening.promise, rejectedBy(signal)]);
    const { pid } = this.#child;
    if (pid === undefined) throw new Error('a process that listens has an id');
    const origin = `http://127.0.0.1:${port}`;
    await checkHealth(origin, this.secret, signal);
    return {
      origin,
      secret: this.secret,
      cells,
      genes,
      pid,
      ended: this.ended,
      usage: () => (this.#isRunning() ? readHostUsage(pid) : Promise.resolve(null)),
      stop: () => this.stop('in-order'),
    };
  }

  /** `now` for one that is not ready: it has nothing to save. */
  stop(how: 'in-order' | 'now'): Promise<void> {
    this.#stopping ??= this.#stop(how);
    return this.#stopping;
  }

  async #stop(how: 'in-order' | 'now'): Promise<void> {
    const { pid } = this.#child;
    this.#child.stdin.end();
    if (how === 'in-order') {
      await this.#endsWithin(LEAVE_MS);
      if (pid !== undefined && this.#isRunning()) await signalGroup(pid, 'SIGTERM');
      await this.#endsWithin(TERMINATE_MS);
    }
    if (pid !== undefined && this.#isRunning()) await signalGroup(pid, 'SIGKILL');
    await this.ended;
  }

  async #endsWithin(ms: number): Promise<void> {
    const timer = new AbortController();
    await Promise.race([this.ended, sleep(ms, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
  }

  #isRunning(): boolean {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
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
        this.#listener.onProgress?.('Opening the dataset');
        break;
      case 'loading':
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

/** Only sets a deadline: whether the file can be read is for the host to find out and to say. */
async function sizeOf(dataset: string): Promise<number> {
  return stat(dataset).then(
    ({ size }) => size,
    () => 0,
  );
}
