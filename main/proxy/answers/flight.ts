/** One request to the host that many wait for: whoever leaves leaves alone, and when all have left it is called off. */

export interface Seat<T> {
  readonly outcome: Promise<T>;
  /** Calling it twice is the same as once. */
  leave(): void;
}

export class Flight<T> {
  readonly #outcome: Promise<T>;
  readonly #abort = new AbortController();
  readonly #deserted: () => void;
  #aboard = 0;

  /**
   * @param run begins at once; its signal is aborted when nobody waits any more. Must not reject
   * @param deserted called then, so that nobody boards any more
   */
  constructor(run: (signal: AbortSignal) => Promise<T>, deserted: () => void) {
    this.#deserted = deserted;
    this.#outcome = run(this.#abort.signal);
  }

  board(): Seat<T> {
    let seated = true;
    this.#aboard += 1;
    return {
      outcome: this.#outcome,
      leave: () => {
        if (!seated) return;
        seated = false;
        this.#aboard -= 1;
        if (this.#aboard > 0) return;
        this.#deserted();
        this.#abort.abort();
      },
    };
  }
}
