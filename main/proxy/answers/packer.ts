/** Packs answers off the event loop, a few at a time: hashing passwords and reading files share the same threads. */
import { promisify } from 'node:util';
import {
  brotliCompress,
  brotliDecompress,
  constants,
  createBrotliCompress,
  createGzip,
  createZstdCompress,
  gunzip,
  gzip,
  zstdCompress,
  zstdDecompress,
} from 'node:zlib';
import type { Transform } from 'node:stream';
import pLimit from 'p-limit';
import type { Packing } from './coding.ts';

/** Node has four threads for all such work. */
const QUICK_AT_ONCE = 2;
const BEST_AT_ONCE = 1;
/** Brotli's best takes about two seconds a megabyte; for more, what it gains is not worth it. */
const BEST_BROTLI_UP_TO = 2 * 1024 * 1024;

type Effort = 'quick' | 'best';

const gzipped = promisify(gzip);
const gunzipped = promisify(gunzip);
const brotliPacked: (bytes: Buffer, options: object) => Promise<Buffer> = promisify(brotliCompress);
const brotliUnpacked: (bytes: Buffer) => Promise<Buffer> = promisify(brotliDecompress);
const zstdPacked: (bytes: Buffer, options: object) => Promise<Buffer> = promisify(zstdCompress);
const zstdUnpacked: (bytes: Buffer) => Promise<Buffer> = promisify(zstdDecompress);

export class Packer {
  readonly #quick = pLimit(QUICK_AT_ONCE);
  readonly #best = pLimit(BEST_AT_ONCE);

  /** At a level that keeps nobody waiting. */
  quick(bytes: Buffer, packing: Packing): Promise<Buffer> {
    return this.#quick(() => packed(bytes, packing, 'quick'));
  }

  /**
   * As small as it gets, in the background.
   *
   * @param bytes asked when it is their turn: what waits holds nothing, and may not be wanted any more by then (null)
   */
  best(bytes: () => Promise<Buffer | null>, packing: Packing): Promise<Buffer | null> {
    return this.#best(async () => {
      const plain = await bytes();
      return plain === null ? null : packed(plain, packing, 'best');
    });
  }

  /** Forgets what waits for its turn. */
  close(): void {
    this.#quick.clearQueue();
    this.#best.clearQueue();
  }
}

export function unpacked(bytes: Buffer, packing: Packing): Promise<Buffer> {
  switch (packing) {
    case 'br':
      return brotliUnpacked(bytes);
    case 'zstd':
      return zstdUnpacked(bytes);
    case 'gzip':
      return gunzipped(bytes);
  }
}

/** For what is too long to be held whole. */
export function packingStream(packing: Packing): Transform {
  switch (packing) {
    case 'br':
      return createBrotliCompress({ params: brotliParameters('quick', 0) });
    case 'zstd':
      return createZstdCompress({ params: zstdParameters('quick') });
    case 'gzip':
      return createGzip({ level: gzipLevel.quick });
  }
}

function packed(bytes: Buffer, packing: Packing, effort: Effort): Promise<Buffer> {
  switch (packing) {
    case 'br':
      return brotliPacked(bytes, { params: brotliParameters(effort, bytes.length) });
    case 'zstd':
      return zstdPacked(bytes, { params: zstdParameters(effort) });
    case 'gzip':
      return gzipped(bytes, { level: gzipLevel[effort] });
  }
}

/** Level 6 takes three times as long over a gene's values as level 1, and makes them a sixth smaller. */
const gzipLevel: Readonly<Record<Effort, number>> = { quick: 1, best: 9 };

function zstdParameters(effort: Effort): Record<number, number> {
  return { [constants.ZSTD_c_compressionLevel]: effort === 'quick' ? 3 : 19 };
}

function brotliParameters(effort: Effort, length: number): Record<number, number> {
  const best = length <= BEST_BROTLI_UP_TO ? 11 : 9;
  return {
    [constants.BROTLI_PARAM_QUALITY]: effort === 'quick' ? 4 : best,
    ...(length === 0 ? {} : { [constants.BROTLI_PARAM_SIZE_HINT]: length }),
  };
}
