/** What this computer has left for one more dataset. */
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Room } from '../../contract/dataset-facts.ts';
import { freeBytes } from '../annotate/free-space.ts';
import { readMemory } from '../proxy/memory-reading.ts';

/** @param folder where matrix stores are kept; it may not be there yet */
export async function readRoom(folder: string): Promise<Room> {
  const [memory, diskFree] = await Promise.all([readMemory().catch(() => null), freeBelow(folder)]);
  return { memoryFree: memory?.availableBytes ?? null, memoryTotal: memory?.totalBytes ?? null, diskFree };
}

async function freeBelow(folder: string): Promise<number | null> {
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  );
  if (isThere) return freeBytes(folder).catch(() => null);
  return dirname(folder) === folder ? null : freeBelow(dirname(folder));
}
