/** Replaces quickly packed answers by the smallest there are, in the background, where that is worth it. */
import type { Logger } from 'pino';
import { codings, type Packing } from './coding.ts';
import type { KeptAnswer } from './kept-answer.ts';
import type { PackedFiles } from './packed-files.ts';
import type { Packer } from './packer.ts';
import type { Shelf } from './shelf.ts';

export interface OnShelf {
  readonly session: string;
  readonly key: string;
  readonly path: string;
  readonly answer: KeptAnswer;
}

/** What waits beyond is left as it is until it is asked for again. */
const LINE_AT_MOST = 500;
/** A little more or less of what fits into one packet anyway. */
const WORTH_FROM_BYTES = 1024;

/** What every visitor loads. A gene is asked for by few, and its numbers hardly get smaller. */
export function isWorthImproving(path: string): boolean {
  return !/\/(?:data|summarize|diffexp)\//.test(path);
}

export class Improver {
  readonly #packer: Packer;
  readonly #shelf: Shelf;
  readonly #files: PackedFiles | null;
  readonly #log: Logger;
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(options: {
    readonly packer: Packer;
    readonly shelf: Shelf;
    readonly files: PackedFiles | null;
    readonly log: Logger;
  }) {
    this.#packer = options.packer;
    this.#shelf = options.shelf;
    this.#files = options.files;
    this.#log = options.log;
  }

  /** Settles when it is done, or at once if there is nothing to do. Never rejects. */
  improve(place: OnShelf, packing: Packing): Promise<void> {
    const { answer, path } = place;
    if (answer.isAtBest(packing) || !isWorthImproving(path) || answer.size < WORTH_FROM_BYTES) return Promise.resolve();
    const name = `${packing} ${place.session} ${place.key}`;
    const running = this.#underWay.get(name);
    if (running !== undefined) return running;
    if (this.#underWay.size >= LINE_AT_MOST) return Promise.resolve();
    const work = this.#improve(place, packing).finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, work);
    return work;
  }

  async #improve(place: OnShelf, packing: Packing): Promise<void> {
    const { answer, session, key, path } = place;
    const isStill = () => this.#shelf.holds(session, key, answer);
    try {
      const best = await this.#smallest(answer, packing, path.startsWith('/static/') ? this.#files : null, isStill);
      if (best === null || !isStill()) return;
      answer.putBest(packing, best);
      answer.dropPlain();
      this.#shelf.reweigh(session, key, answer);
    } catch (error) {
      this.#log.warn({ path, packing, err: error }, 'an answer could not be packed');
    }
  }

  async #smallest(
    answer: KeptAnswer,
    packing: Packing,
    files: PackedFiles | null,
    isWanted: () => boolean,
  ): Promise<Buffer | null> {
    const stored = (await files?.read(answer.fingerprint, packing)) ?? null;
    if (stored !== null) return stored;
    const best = await this.#packer.best(async () => (isWanted() ? answer.plain() : null), packing);
    if (best !== null) await files?.write(answer.fingerprint, packing, best);
    return best;
  }
}

export const packings: readonly Packing[] = codings.filter((coding) => coding !== 'identity');
