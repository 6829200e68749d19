/** How answers are packed: by which library, with which effort. */
import {
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  createZstdCompress,
  gzipSync,
  zstdCompressSync,
  type BrotliOptions,
  type ZlibOptions,
  type ZstdOptions,
} from 'node:zlib';
import type { Transform } from 'node:stream';
import type { Packing } from './coding.ts';

export type Effort = 'quick' | 'best';

/** Brotli's best takes about two seconds a megabyte; for more, what it gains is not worth it. */
const BEST_BROTLI_UP_TO = 2 * 1024 * 1024;

/** Level 6 takes three times as long over a gene's values as level 1, and makes them a sixth smaller. */
export function gzipOptions(effort: Effort): ZlibOptions {
  return { level: effort === 'quick' ? 1 : 9 };
}

export function zstdOptions(effort: Effort): ZstdOptions {
  return { params: { [constants.ZSTD_c_compressionLevel]: effort === 'quick' ? 3 : 19 } };
}

/** @param length in bytes; 0 where it is not known */
export function brotliOptions(effort: Effort, length: number): BrotliOptions {
  const best = length <= BEST_BROTLI_UP_TO ? 11 : 9;
  return {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: effort === 'quick' ? 4 : best,
      ...(length === 0 ? {} : { [constants.BROTLI_PARAM_SIZE_HINT]: length }),
    },
  };
}

/** For a thread of its own: nothing else runs meanwhile. */
export function packedAtBest(bytes: Uint8Array, packing: Packing): Buffer {
  switch (packing) {
    case 'br':
      return brotliCompressSync(bytes, brotliOptions('best', bytes.length));
    case 'zstd':
      return zstdCompressSync(bytes, zstdOptions('best'));
    case 'gzip':
      return gzipSync(bytes, gzipOptions('best'));
  }
}

/** For what is too long to be held whole. */
export function packingStream(packing: Packing): Transform {
  switch (packing) {
    case 'br':
      return createBrotliCompress(brotliOptions('quick', 0));
    case 'zstd':
      return createZstdCompress(zstdOptions('quick'));
    case 'gzip':
      return createGzip(gzipOptions('quick'));
  }
}
