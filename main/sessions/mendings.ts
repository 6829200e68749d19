/** Mendings as the control API has them: started, one at a time, followed, cancelled; what is done is a prepared copy. */
import { randomBytes } from 'node:crypto';
import { link, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import { describeFailure, ShareError, toFailure, type ErrorCode } from '../../contract/errors.ts';
import type { Fix, Mending, StartMending } from '../../contract/mendings.ts';
import { mend, type Mended, type MendOptions, type MendOrder } from '../annotate/mend.ts';
import type { ManagedEnvironment } from '../annotate/environment.ts';
import type { PreparedCopies } from '../store/prepared.ts';
import { firstPhase, mendingTransition, type MendingEvent } from './mending-state.ts';

export interface MendingParts {
  readonly environment: Pick<ManagedEnvironment, 'ensure'>;
  /** Where embeddings are computed: larger, and set up when the first is wanted. */
  readonly embeddingEnvironment: Pick<ManagedEnvironment, 'ensure'>;
  readonly prepared: PreparedCopies;
  /** The `annotate_host` folder. */
  readonly program: string;
  readonly isShared: (path: string) => boolean;
  readonly onChange: () => void;
  readonly log: Logger;
  readonly now?: () => Date;
  readonly run?: (order: MendOrder, options: MendOptions) => Promise<Mended>;
}

interface Job {
  mending: Mending;
  readonly abort: AbortController;
  ended: Promise<void>;
}

export class Mendings {
  readonly #parts: MendingParts;
  readonly #jobs = new Map<string, Job>();
  readonly #turn = pLimit(1);

  constructor(parts: MendingParts) {
    this.#parts = parts;
    parts.prepared.sweep();
  }

  /** What is under way or ended lately, then what is prepared. */
  list(): Mending[] {
    const jobs = [...this.#jobs.values()].map(({ mending }) => mending);
    return [...jobs, ...this.#parts.prepared.list().filter(({ id }) => !this.#jobs.has(id))];
  }

  /** @throws ShareError `dataset-not-found`, `mend-nothing`, `mend-out-exists`, `mend-out-unwritable` */
  async start(wish: StartMending): Promise<Mending> {
    const source = await realpath(wish.path).catch(() => {
      throw new ShareError('dataset-not-found', { path: wish.path });
    });
    const name = basename(source);
    if (wish.fixes.length === 0 && (wish.dropColumns ?? []).length === 0)
      throw new ShareError('mend-nothing', { name });
    if (wish.out !== undefined) await insistOnFreePlace(wish.out);
    const id = randomBytes(6).toString('hex');
    const fileName = wish.out === undefined ? nameOfCopy(name) : basename(wish.out);
    const mending: Mending = { id, source, fileName, fixes: wish.fixes, phase: firstPhase };
    const job: Job = { mending, abort: new AbortController(), ended: Promise.resolve() };
    this.#jobs.set(id, job);
    job.ended = this.#turn(() => this.#carryOut(job, wish));
    this.#parts.onChange();
    return mending;
  }

  /** Cancels one that is under way, forgets one that failed, removes a prepared copy. */
  async remove(id: string): Promise<void> {
    const job = this.#jobs.get(id);
    if (job?.mending.phase.name === 'working') {
      job.abort.abort();
      await job.ended;
      this.#jobs.delete(id);
    } else {
      const found = this.list().find((one) => one.id === id);
      if (found === undefined) throw new ShareError('mending-not-found', { id });
      const { phase, fileName } = found;
      const isListed = this.#parts.prepared.list().some((one) => one.id === id);
      if (isListed && phase.name === 'done' && this.#parts.isShared(phase.path))
        throw new ShareError('already-shared', { name: fileName });
      this.#jobs.delete(id);
      if (isListed) await this.#parts.prepared.remove(id);
    }
    this.#parts.onChange();
  }

  async close(): Promise<void> {
    for (const { abort } of this.#jobs.values()) abort.abort();
    await Promise.all([...this.#jobs.values()].map(({ ended }) => ended));
  }

  async #carryOut(job: Job, wish: StartMending): Promise<void> {
    const { prepared, log, now = () => new Date() } = this.#parts;
    const { id, fileName } = job.mending;
    const { signal } = job.abort;
    let work: string | null = null;
    try {
      signal.throwIfAborted();
      work = wish.out === undefined ? join(await prepared.begin(id), fileName) : besides(wish.out, id);
      const { did, still, bytes } = await this.#work(job, wish, work);
      signal.throwIfAborted();
      const path = wish.out ?? prepared.pathOf(id, fileName);
      const finished: MendingEvent = {
        name: 'finished',
        path,
        sizeBytes: bytes,
        at: now().toISOString(),
        did,
        still: still.map(({ code, severity, values }) => ({ ...describeFailure(code, values), severity })),
      };
      if (wish.out === undefined)
        await prepared.finish({ ...job.mending, phase: mendingTransition(job.mending.phase, finished) });
      else await putInPlace(work, wish.out);
      this.#heed(job, finished);
    } catch (error) {
      if (work !== null) await rm(work, { force: true });
      if (wish.out === undefined) await prepared.abandon(id);
      if (signal.aborted) this.#heed(job, { name: 'cancelled' });
      else {
        log.warn({ err: error, id }, 'a mending failed');
        this.#heed(job, { name: 'failed', failure: toFailure(error) });
      }
    }
  }

  async #work(job: Job, { fixes, dropColumns = [] }: StartMending, work: string): Promise<Mended> {
    const { environment, embeddingEnvironment, program, log, run = mend } = this.#parts;
    const { source, fileName: name } = job.mending;
    const { signal } = job.abort;
    const settingUp =
      (step: 'setting-up' | 'setting-up-embeddings') =>
      ({ done, detail }: { readonly done: number | null; readonly detail: string }) =>
        this.#heed(job, { name: 'progress', step, done, detail });
    const onProgress: MendOptions['onProgress'] = ({ step, done, secondsLeft }) =>
      this.#heed(job, { name: 'progress', step, done, detail: null, secondsLeft });
    const first = fixes.filter((fix) => fix !== 'compute-embedding');
    const { python } = await environment.ensure(settingUp('setting-up'), signal);
    const copied = await run(
      { source, work, name, fixes: first, dropColumns },
      { python, program, log, onProgress, signal },
    );
    if (first.length === fixes.length || hasEmbedding(fixes, copied)) return copied;
    const other = await embeddingEnvironment.ensure(settingUp('setting-up-embeddings'), signal);
    const laidOut = await run(
      { source: null, work, name, fixes: ['compute-embedding'], dropColumns: [] },
      { python: other.python, program, log, onProgress, signal },
    );
    return { ...laidOut, did: [...copied.did, ...laidOut.did] };
  }

  #heed(job: Job, event: MendingEvent): void {
    const phase = mendingTransition(job.mending.phase, event);
    if (phase === job.mending.phase) return;
    job.mending = { ...job.mending, phase };
    this.#parts.onChange();
  }
}

/** A loom file may bring one along, which nobody wants replaced. */
function hasEmbedding(fixes: readonly Fix[], { still }: Mended): boolean {
  return fixes.includes('convert') && !still.some(({ code }) => withoutEmbedding.has(code));
}

const withoutEmbedding: ReadonlySet<ErrorCode> = new Set(['dataset-no-embedding', 'dataset-no-usable-embedding']);

/** `lung.h5ad` becomes `lung-mended.h5ad`, and `counts.loom` becomes `counts.h5ad`. */
export function nameOfCopy(name: string): string {
  const stem = name.replace(/(?:\.mtx\.gz|\.h5ad|\.h5|\.loom|\.mtx)$/i, '');
  const isCopyOfDataset = /\.h5ad$/i.test(name) && !stem.endsWith('-mended');
  return `${stem}${isCopyOfDataset ? '-mended' : ''}.h5ad`;
}

/** In the same folder, so that it can be put in place in one go; under a name that no library offers. */
function besides(out: string, id: string): string {
  return join(dirname(out), `.${basename(out)}.${id}.part`);
}

async function insistOnFreePlace(out: string): Promise<void> {
  if (!isAbsolute(out) || !/\.h5ad$/i.test(out))
    throw new ShareError('mend-out-unwritable', { path: out, reason: 'its name does not end in .h5ad' });
  const folder = await stat(dirname(out)).catch(() => null);
  if (folder?.isDirectory() !== true)
    throw new ShareError('mend-out-unwritable', { path: out, reason: 'there is no such folder' });
  if ((await stat(out).catch(() => null)) !== null) throw new ShareError('mend-out-exists', { path: out });
}

/** A link fails where a name is taken, which a rename would not; some drives have none. */
async function putInPlace(work: string, out: string): Promise<void> {
  try {
    await link(work, out);
    await rm(work);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new ShareError('mend-out-exists', { path: out }, { cause: error });
    // Takes the name first, so that nobody's file is replaced.
    await (await open(out, 'wx')).close();
    await rename(work, out);
  }
}
