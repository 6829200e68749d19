/** How much memory is left on this computer, or in the container that we run in. */
import { readFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import type { MemoryReading } from './memory-policy.ts';

const CGROUPS = '/sys/fs/cgroup';

/** Null where nobody tells. Never rejects. */
export async function readMemory(): Promise<MemoryReading | null> {
  if (process.platform !== 'linux') return { availableBytes: process.availableMemory(), totalBytes: totalmem() };
  const whole = parseMeminfo(await textOf('/proc/meminfo'));
  const limits = await cgroupReadings(await textOf('/proc/self/cgroup'));
  return tightest([whole, ...limits]);
}

/** The one with the least left. */
export function tightest(readings: readonly (MemoryReading | null)[]): MemoryReading | null {
  return readings.reduce(
    (least, one) => (least === null || (one !== null && one.availableBytes < least.availableBytes) ? one : least),
    null,
  );
}

/** @param text of `/proc/meminfo` */
export function parseMeminfo(text: string): MemoryReading | null {
  const bytes = (name: string) => {
    const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  };
  const availableBytes = bytes('MemAvailable');
  const totalBytes = bytes('MemTotal');
  return availableBytes === null || totalBytes === null ? null : { availableBytes, totalBytes };
}

/**
 * What a cgroup (version 2) leaves. Pages of files are counted as used there, those of the matrix store above all, though the system
 * takes them back whenever somebody needs memory: so they count as available here, as in `MemAvailable`.
 *
 * @param files the texts of `memory.max`, `memory.current` and `memory.stat`
 * @returns null when it sets no limit
 */
export function parseCgroup(files: {
  readonly max: string;
  readonly current: string;
  readonly stat: string;
}): MemoryReading | null {
  const totalBytes = wholeNumber(files.max);
  const used = wholeNumber(files.current);
  if (totalBytes === null || used === null) return null;
  const pages = ['inactive_file', 'active_file'].map(
    (name) => wholeNumber(new RegExp(`^${name} (\\d+)$`, 'm').exec(files.stat)?.[1] ?? '') ?? 0,
  );
  const availableBytes = totalBytes - used + pages.reduce((sum, bytes) => sum + bytes, 0);
  return { availableBytes: Math.min(Math.max(availableBytes, 0), totalBytes), totalBytes };
}

/** @param text of `/proc/self/cgroup`. The line `0::<path>` names our place in version 2; a limit may be set at any folder above it */
export function cgroupFolders(text: string): string[] {
  const path = /^0::(\/.*)$/m.exec(text)?.[1];
  if (path === undefined) return [];
  const folders: string[] = [];
  for (let at = path; ; at = dirname(at)) {
    folders.push(join(CGROUPS, at));
    if (at === '/') return folders;
  }
}

async function cgroupReadings(ours: string): Promise<(MemoryReading | null)[]> {
  return Promise.all(
    cgroupFolders(ours).map(async (folder) => {
      const [max, current, stat] = await Promise.all(
        ['max', 'current', 'stat'].map((name) => textOf(join(folder, `memory.${name}`))),
      );
      return parseCgroup({ max: max ?? '', current: current ?? '', stat: stat ?? '' });
    }),
  );
}

function wholeNumber(text: string): number | null {
  return /^\d+$/.test(text.trim()) ? Number(text) : null;
}

/** Empty when there is no such file: not every kernel and container has all of them. */
function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
