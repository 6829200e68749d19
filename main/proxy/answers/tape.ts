/** An answer while it arrives: written at the host's speed, read by any number of people, each at their own. */

type End =
  { readonly kind: 'running' } | { readonly kind: 'whole' } | { readonly kind: 'broken'; readonly error: Error };

/** Bounded by whoever writes: only answers of a known and moderate length are taped. */
export class Tape {
  readonly #chunks: Buffer[] = [];
  #end: End = { kind: 'running' };
  #waiting: (() => void)[] = [];

  write(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#wake();
  }

  end(): void {
    this.#end = { kind: 'whole' };
    this.#wake();
  }

  /** Whoever reads gets the error: an answer cut short must not look like a whole one. */
  break(error: Error): void {
    this.#end = { kind: 'broken', error };
    this.#wake();
  }

  /** Settles when nothing more comes, for whatever reason. */
  async ended(): Promise<void> {
    while (this.#end.kind === 'running') await this.#change();
  }

  /** From the beginning, as fast as it is asked for and there is something. */
  async *read(): AsyncGenerator<Buffer, void, undefined> {
    for (let at = 0; ;) {
      const chunk = this.#chunks[at];
      if (chunk !== undefined) {
        at += 1;
        yield chunk;
      } else if (this.#end.kind === 'running') {
        await this.#change();
      } else if (this.#end.kind === 'broken') {
        throw this.#end.error;
      } else {
        return;
      }
    }
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
