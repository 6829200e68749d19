/** One answer of Annotate as it is kept: what describes it, and its bytes in the codings that were asked for. */
import type { Coding, Packing } from './coding.ts';
import { fingerprint } from './question.ts';
import { unpacked, type Packer } from './packer.ts';

/** The bytes in one coding. `identity` also where packing did not make them smaller. */
export interface Variant {
  readonly coding: Coding;
  readonly bytes: Buffer;
}

export interface AnswerHead {
  readonly contentType: string | undefined;
  readonly contentDisposition?: string | undefined;
  /** For pages alone. */
  readonly contentPolicy?: string | undefined;
}

/** What the map and the strings of an answer take, roughly. */
const OVERHEAD_BYTES = 1024;
/** What naming the coding costs. */
const CODING_HEADER_BYTES = 24;

export class KeptAnswer {
  readonly head: AnswerHead;
  /** Weak: it is the same in every coding and at every level, as a client may ask for another one next time. */
  readonly etag: string;
  readonly fingerprint: string;
  readonly #variants = new Map<Coding, Variant>();
  readonly #atBest = new Set<Packing>();
  readonly #beingPacked = new Map<Packing, Promise<Variant>>();

  constructor(head: AnswerHead, plain: Buffer) {
    this.head = head;
    this.fingerprint = fingerprint(plain, head.contentPolicy ?? '');
    this.etag = `W/"${this.fingerprint}"`;
    this.#variants.set('identity', { coding: 'identity', bytes: plain });
  }

  /** What it takes in memory. */
  get size(): number {
    const buffers = new Set([...this.#variants.values()].map(({ bytes }) => bytes));
    return [...buffers].reduce((sum, { length }) => sum + length, OVERHEAD_BYTES);
  }

  /** In this coding, if it is there already. */
  variant(coding: Coding): Variant | undefined {
    return this.#variants.get(coding);
  }

  isAtBest(packing: Packing): boolean {
    return this.#atBest.has(packing);
  }

  /** Packs quickly what is not packed yet; askers of the same coding share one packing. */
  async inCoding(coding: Coding, packer: Packer): Promise<Variant> {
    const known = this.#variants.get(coding);
    if (known !== undefined) return known;
    if (coding === 'identity') return this.#put('identity', { coding, bytes: await this.plain() });
    const running = this.#beingPacked.get(coding) ?? this.#pack(coding, packer);
    this.#beingPacked.set(coding, running);
    return running;
  }

  /** The bytes as the host gave them. */
  async plain(): Promise<Buffer> {
    const identity = this.#variants.get('identity');
    if (identity !== undefined) return identity.bytes;
    for (const { coding, bytes } of this.#variants.values()) if (coding !== 'identity') return unpacked(bytes, coding);
    throw new Error('an answer was kept without its bytes');
  }

  /** Takes bytes packed with more effort, if they are smaller than what is there. */
  putBest(packing: Packing, bytes: Buffer): void {
    this.#atBest.add(packing);
    const before = this.#variants.get(packing) ?? this.#variants.get('identity');
    if (before === undefined || isWorth(bytes, before)) this.#put(packing, { coding: packing, bytes });
    else this.#put(packing, before);
  }

  /** Lets the plain bytes go where they can be made from packed ones. */
  dropPlain(): void {
    const isPacked = [...this.#variants.values()].some(({ coding }) => coding !== 'identity');
    if (isPacked) this.#variants.delete('identity');
  }

  async #pack(packing: Packing, packer: Packer): Promise<Variant> {
    try {
      const plain: Variant = { coding: 'identity', bytes: await this.plain() };
      const bytes = await packer.quick(plain.bytes, packing);
      return this.#put(packing, isWorth(bytes, plain) ? { coding: packing, bytes } : plain);
    } finally {
      this.#beingPacked.delete(packing);
    }
  }

  #put(coding: Coding, variant: Variant): Variant {
    this.#variants.set(coding, variant);
    return variant;
  }
}

function isWorth(packed: Buffer, { coding, bytes }: Variant): boolean {
  return packed.length + (coding === 'identity' ? CODING_HEADER_BYTES : 0) < bytes.length;
}
