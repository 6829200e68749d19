/** One piece of work that several may wait for: it is begun once, and given up only when nobody waits any more. */

interface Flight<Result, Progress> {
  readonly promise: Promise<Result>;
  readonly listeners: Set<(progress: Progress) => void>;
  readonly controller: AbortController;
}

export class SharedWork<Result, Progress> {
  #flight: Flight<Result, Progress> | undefined;
  readonly #work: (report: (progress: Progress) => void, signal: AbortSignal) => Promise<Result>;

  constructor(work: (report: (progress: Progress) => void, signal: AbortSignal) => Promise<Result>) {
    this.#work = work;
  }

  /** @throws what the work throws; the signal's reason when this one no longer waits */
  async join(onProgress: (progress: Progress) => void, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted();
    const flight = (this.#flight ??= this.#begin());
    // A function of its own for each who waits: two may pass the same one.
    const listener = (progress: Progress) => onProgress(progress);
    flight.listeners.add(listener);
    const gaveUp = Promise.withResolvers<never>();
    const leave = () => {
      flight.listeners.delete(listener);
      if (flight.listeners.size > 0) {
        gaveUp.reject(signal?.reason);
        return;
      }
      if (this.#flight === flight) this.#flight = undefined;
      flight.controller.abort(signal?.reason);
      // The last one to leave waits until nothing is left of it.
      void flight.promise.catch(() => undefined).then(() => gaveUp.reject(signal?.reason));
    };
    signal?.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([flight.promise, gaveUp.promise]);
    } finally {
      flight.listeners.delete(listener);
      signal?.removeEventListener('abort', leave);
    }
  }

  #begin(): Flight<Result, Progress> {
    const listeners = new Set<(progress: Progress) => void>();
    const controller = new AbortController();
    const report = (progress: Progress) => {
      for (const listener of listeners) listener(progress);
    };
    const promise = this.#work(report, controller.signal).finally(() => {
      if (this.#flight?.controller === controller) this.#flight = undefined;
    });
    return { promise, listeners, controller };
  }
}
