/** Gives back the memory that starting and many visitors leave behind, once it is quiet: Node by itself keeps it until memory is short. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { RequestHandler } from 'express';

export interface IdleMemoryOptions {
  /** Fewer requests than these since the last time leave nothing worth the while. */
  readonly worthFrom: number;
  /** How long nobody must have asked for anything, in milliseconds. */
  readonly quietMs: number;
  /** Stops the process for about a tenth of a second. */
  readonly collect: () => void;
}

export class IdleMemory {
  readonly #options: IdleMemoryOptions;
  readonly #quiet: NodeJS.Timeout;
  #requests: number;

  constructor(options: Partial<IdleMemoryOptions> = {}) {
    this.#options = { worthFrom: 500, quietMs: 3000, collect: collectGarbage, ...options };
    // Starting leaves as much behind as many requests do.
    this.#requests = this.#options.worthFrom;
    this.#quiet = setTimeout(() => this.#tidy(), this.#options.quietMs);
    this.#quiet.unref();
  }

  /** Counts; touches nothing of a request. */
  pass(): RequestHandler {
    return (_request, _response, next) => {
      this.#requests += 1;
      this.#quiet.refresh();
      next();
    };
  }

  close(): void {
    clearTimeout(this.#quiet);
  }

  #tidy(): void {
    if (this.#requests < this.#options.worthFrom) return;
    this.#requests = 0;
    this.#options.collect();
  }
}

/** There is no other way to ask for it but by this flag, which is in force for as long as it takes to get hold of the function. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (how: { readonly type: 'major'; readonly flavor: 'last-resort' }) => void;
  setFlagsFromString('--no-expose-gc');
  collect({ type: 'major', flavor: 'last-resort' });
}
