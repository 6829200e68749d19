/** Gets Annotate to answer for one dataset, in a process of its own or in one that was kept for it, or says why it does not. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Logger } from 'pino';
import { ShareError } from '../../contract/errors.ts';
import { HostProcess, type Host, type HostListener, type HostProgram } from './host-process.ts';
import { startDeadlineMs } from './host-protocol.ts';

export interface StoreOptions {
  /** Folder of all matrix stores. */
  readonly root: string;
  /** What they may take on disk together. */
  readonly limitBytes: number;
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

/** How many requests a host answers at once. */
export const HOST_THREADS = 8;

export function programOf({ python, program, store }: HostOptions): HostProgram {
  return { python, program, storeRoot: store?.root ?? null };
}

/**
 * Starts Annotate for one dataset and resolves when it answers.
 *
 * @param kept a process of the same program that waits for its order; one is started when left out
 * @throws ShareError whatever the host found wrong with the dataset, `host-start-failed` or `host-start-timeout`;
 *   the signal's reason when aborted. No process is left behind in any case.
 */
export async function startHost(
  options: HostOptions,
  listener: HostListener = {},
  signal?: AbortSignal,
  kept?: HostProcess,
): Promise<Host> {
  const name = basename(options.dataset);
  const deadlineMs = options.deadlineMs ?? startDeadlineMs(await sizeOf(options.dataset));
  if (signal?.aborted === true) await kept?.stop('now');
  signal?.throwIfAborted();
  listener.onProgress?.('Starting Annotate');
  const running = kept ?? new HostProcess(programOf(options), options.log);
  const deadline = AbortSignal.timeout(deadlineMs);
  const given = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
  try {
    running.give(orderOf(options), listener, options.log);
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

function orderOf({ dataset, title, annotationsRoot, store }: HostOptions): Parameters<HostProcess['give']>[0] {
  return {
    dataset,
    title,
    annotations_root: annotationsRoot,
    threads: HOST_THREADS,
    ...(store === undefined ? {} : { store_root: store.root, store_limit_bytes: store.limitBytes }),
  };
}

/** Only sets a deadline: whether the file can be read is for the host to find out and to say. */
async function sizeOf(dataset: string): Promise<number> {
  return stat(dataset).then(
    ({ size }) => size,
    () => 0,
  );
}
