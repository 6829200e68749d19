/** Packs answers off the event loop, a few at a time: hashing passwords and reading files share the threads of Node's own. */
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, gunzip, gzip, zstdCompress, zstdDecompress } from 'node:zlib';
import pLimit from 'p-limit';
import type { Packing } from './coding.ts';
import { PackingThread } from './packing-thread.ts';
import { brotliOptions, gzipOptions, zstdOptions } from './packing.ts';

/** Node has four threads for all such work. */
const QUICK_AT_ONCE = 2;

const gzipped = promisify(gzip);
const gunzipped = promisify(gunzip);
const brotliPacked: (bytes: Buffer, options: object) => Promise<Buffer> = promisify(brotliCompress);
const brotliUnpacked: (bytes: Buffer) => Promise<Buffer> = promisify(brotliDecompress);
const zstdPacked: (bytes: Buffer, options: object) => Promise<Buffer> = promisify(zstdCompress);
const zstdUnpacked: (bytes: Buffer) => Promise<Buffer> = promisify(zstdDecompress);

export class Packer {
  readonly #quick = pLimit(QUICK_AT_ONCE);
  readonly #best = pLimit(1);
  readonly #thread = new PackingThread();

  /** At a level that keeps nobody waiting. */
  quick(bytes: Buffer, packing: Packing): Promise<Buffer> {
    return this.#quick(() => packedQuickly(bytes, packing));
  }

  /**
   * As small as it gets, in the background. Null also when the packer was closed meanwhile.
   *
   * @param bytes asked when it is their turn: what waits holds nothing, and may not be wanted any more by then (null)
   */
  best(bytes: () => Promise<Buffer | null>, packing: Packing): Promise<Buffer | null> {
    return this.#best(async () => {
      const plain = await bytes();
      return plain === null ? null : this.#thread.pack(plain, packing);
    });
  }

  /** Forgets what waits for its turn. */
  close(): void {
    this.#quick.clearQueue();
    this.#best.clearQueue();
    this.#thread.close();
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

function packedQuickly(bytes: Buffer, packing: Packing): Promise<Buffer> {
  switch (packing) {
    case 'br':
      return brotliPacked(bytes, brotliOptions('quick', bytes.length));
    case 'zstd':
      return zstdPacked(bytes, zstdOptions('quick'));
    case 'gzip':
      return gzipped(bytes, gzipOptions('quick'));
  }
}
