import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Packer } from './packer.ts';
import { PackingThread } from './packing-thread.ts';

/** Compresses well, and not at once. */
const plain = Buffer.from(
  Array.from({ length: 20_000 }, (_, place) => `${Math.imul(place, 2654435761) >>> 22};`).join(''),
);
const unpack = { br: brotliDecompressSync, gzip: gunzipSync, zstd: zstdDecompressSync };
const packings = ['br', 'gzip', 'zstd'] as const;

describe('packing', () => {
  let packer: Packer;
  beforeEach(() => void (packer = new Packer()));
  afterEach(() => packer.close());

  test.each(packings)('%s: at best it is no longer than quickly, and both are what they were', async (packing) => {
    const quick = await packer.quick(plain, packing);
    const best = await packer.best(() => Promise.resolve(plain), packing);
    expect(unpack[packing](quick).equals(plain)).toBe(true);
    expect(best !== null && unpack[packing](best).equals(plain)).toBe(true);
    expect(best?.length).toBeLessThanOrEqual(quick.length);
  });

  test('what nobody wants any more is not packed', async () => {
    expect(await packer.best(() => Promise.resolve(null), 'br')).toBeNull();
  });

  test('what is being packed when it is closed comes to nothing, and is no trouble', async () => {
    const begun = Promise.withResolvers<undefined>();
    const best = packer.best(() => {
      begun.resolve(undefined);
      return Promise.resolve(Buffer.alloc(4_000_000, plain));
    }, 'zstd');
    await begun.promise;
    // One turn, so that the thread has been asked.
    await Promise.resolve();
    packer.close();
    expect(await best).toBeNull();
  });
});

describe('the thread', () => {
  test('one after another, each with its own bytes, and none after the end', async () => {
    const thread = new PackingThread();
    for (const packing of packings) {
      const packed = await thread.pack(plain, packing);
      expect(packed !== null && unpack[packing](packed).equals(plain)).toBe(true);
    }
    thread.close();
    expect(await thread.pack(plain, 'br')).toBeNull();
  });
});
