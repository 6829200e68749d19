/** The thread that packs answers as small as they get: it may take seconds over one, and gives way to everything that somebody waits for. */
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { Packing } from './coding.ts';
import { packedAtBest } from './packing.ts';

export interface ToPack {
  readonly bytes: Uint8Array;
  readonly packing: Packing;
}

export type Packed = { readonly bytes: Uint8Array } | { readonly problem: string };

// Only Linux knows priorities of single threads; elsewhere it would be the whole service's.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_LOW);

parentPort?.on('message', ({ bytes, packing }: ToPack) => {
  parentPort?.postMessage(pack(bytes, packing));
});

function pack(bytes: Uint8Array, packing: Packing): Packed {
  try {
    return { bytes: packedAtBest(bytes, packing) };
  } catch (error) {
    return { problem: String(error) };
  }
}
