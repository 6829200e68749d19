/** Checks passwords against htpasswd hashes off the event loop, in one thread that is started with the first and keeps nobody waiting to stop. */
import { Worker } from 'node:worker_threads';
import { threadProgram } from '../thread-program.ts';
import type { Check, Checked } from './htpasswd-worker.ts';

const program = threadProgram('htpasswd-worker', import.meta.url);

/** Each takes up to three seconds of the one thread. More than the proxy hands on at once: to be this many is a defect, not a crowd. */
const WAITING_AT_MOST = 300;

export class HtpasswdVerifier {
  readonly #waiting = new Map<number, PromiseWithResolvers<boolean>>();
  #worker: Worker | null = null;
  #last = 0;

  /** How many are being checked or wait for it. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * Whether the password fits. What one hash costs is the file's choice; who may try how often is for the caller to decide.
   *
   * @param hash as `readHtpasswd` gives it
   * @throws Error when too many are waiting already: then nothing was checked
   */
  verify(hash: string, password: string): Promise<boolean> {
    if (this.#waiting.size >= WAITING_AT_MOST)
      return Promise.reject(new Error('too many passwords wait to be checked'));
    this.#last += 1;
    const id = this.#last;
    const answer = Promise.withResolvers<boolean>();
    this.#waiting.set(id, answer);
    const worker = (this.#worker ??= this.#start());
    worker.ref();
    worker.postMessage({ id, hash, password } satisfies Check);
    return answer.promise;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(program);
    worker.on('message', ({ id, fits }: Checked) => {
      this.#waiting.get(id)?.resolve(fits);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) worker.unref();
    });
    let reason: Error = new Error('the thread that checks passwords has ended');
    worker.on('error', (error) => (reason = error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => {
      this.#worker = null;
      for (const { reject } of this.#waiting.values()) reject(reason);
      this.#waiting.clear();
    });
    return worker;
  }
}

const processVerifier = new HtpasswdVerifier();

/** With the one thread of this process. */
export function verify(hash: string, password: string): Promise<boolean> {
  return processVerifier.verify(hash, password);
}
