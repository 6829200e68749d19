/** Packs one answer after another in a thread of low priority, which is there only while there is something to pack. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { threadProgram } from '../../thread-program.ts';
import type { Packing } from './coding.ts';
import type { Packed, ToPack } from './packing-worker.ts';

const program = threadProgram('packing-worker', import.meta.url);

/** It holds some 10 MB, and starts in a few hundredths of a second. */
const KEPT_FOR_MS = 5000;

export class PackingThread {
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | undefined;
  #closed = false;

  /**
   * To be called anew only when the last call has settled.
   *
   * @returns null when it was closed meanwhile
   * @throws Error when the bytes could not be packed, or the thread ended
   */
  async pack(bytes: Buffer, packing: Packing): Promise<Buffer | null> {
    if (this.#isClosed()) return null;
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    const ended = new AbortController();
    const end = () => ended.abort(new Error('the thread that packs has ended'));
    worker.once('exit', end);
    try {
      worker.postMessage({ bytes, packing } satisfies ToPack);
      const [packed] = (await once(worker, 'message', { signal: ended.signal })) as [Packed];
      if ('problem' in packed) throw new Error(packed.problem);
      return Buffer.from(packed.bytes.buffer, packed.bytes.byteOffset, packed.bytes.byteLength);
    } catch (error) {
      if (this.#isClosed()) return null;
      throw error;
    } finally {
      worker.off('exit', end);
      this.#idle = setTimeout(() => void this.#end(), KEPT_FOR_MS).unref();
    }
  }

  close(): void {
    this.#closed = true;
    void this.#end();
  }

  #isClosed(): boolean {
    return this.#closed;
  }

  #start(): Worker {
    const worker = new Worker(program);
    // Whoever stops the service does not wait for it.
    worker.unref();
    // Told to whoever waits; with nobody listening it would end the service.
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      if (this.#worker === worker) this.#worker = null;
    });
    return worker;
  }

  async #end(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}
