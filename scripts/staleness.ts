/** Tells whether something built is older than what it was built from. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** True when the stamp is missing or any source is newer. A folder's own time counts: it tells of files taken away. */
export async function isStale(sources: readonly string[], stamp: string): Promise<boolean> {
  const built = await stat(stamp).catch(() => null);
  if (built === null) return true;
  const newest = await Promise.all(sources.map(newestTime));
  return newest.some((time) => time > built.mtimeMs);
}

async function newestTime(path: string): Promise<number> {
  const own = await stat(path).catch(() => null);
  if (own === null) return Infinity;
  if (!own.isDirectory()) return own.mtimeMs;
  const inside = await Promise.all((await readdir(path)).map((name) => newestTime(join(path, name))));
  return Math.max(own.mtimeMs, ...inside);
}
