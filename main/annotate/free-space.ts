/** How much disk is free where an environment is to be made, and whether that is enough. */
import { stat, statfs } from 'node:fs/promises';
import { ShareError } from '../../contract/errors.ts';

/** Measured: 680 MB with pip, which compiles what is used; 560 MB with uv. */
export const ENVIRONMENT_BYTES = 750_000_000;
/** Measured: 175 MB, the largest of them twice while it is being fetched. Given back in the end. */
export const DOWNLOADS_BYTES = 250_000_000;

export interface SpaceNeed {
  /** An existing folder. */
  readonly folder: string;
  readonly bytes: number;
}

/** @throws ShareError `environment-no-space` when two needs on one disk, or one alone, exceed what is free */
export async function checkSpace(needs: readonly SpaceNeed[]): Promise<void> {
  const perDisk = new Map<number, SpaceNeed>();
  for (const { folder, bytes } of needs) {
    const { dev } = await stat(folder);
    const sum = perDisk.get(dev);
    perDisk.set(dev, { folder: sum?.folder ?? folder, bytes: bytes + (sum?.bytes ?? 0) });
  }
  for (const { folder, bytes } of perDisk.values()) {
    const free = await freeBytes(folder);
    if (free < bytes) throw noSpace(folder, free, bytes);
  }
}

/** What an ordinary user may still fill. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

export function noSpace(folder: string, free: number, needed: number, detail?: string): ShareError {
  const values = { free: inWords(free), path: folder, needed: inWords(needed) };
  return new ShareError('environment-no-space', values, detail === undefined ? {} : { detail });
}

function inWords(bytes: number): string {
  return bytes < 1e9 ? `${Math.floor(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
