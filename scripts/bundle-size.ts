/** What a browser fetches before the page can be used: kept small, so that it opens at once. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Compressed, as it is counted everywhere. */
export const MOST_BYTES = 150_000;

/** The files that the page itself names; what is loaded when it is wanted, such as another language, is not among them. */
export function firstFiles(html: string): readonly string[] {
  const named = [...html.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+\.(?:js|css))"/g)];
  return named.flatMap(([, file]) => (file === undefined ? [] : [file.replace(/^\.?\//, '')]));
}

/**
 * @param folder of the built page
 * @returns bytes of the page and its first files, each compressed by itself
 * @throws when it is more than it may be
 */
export async function weigh(folder: string, most = MOST_BYTES): Promise<number> {
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  const parts = await Promise.all(firstFiles(html).map((file) => readFile(join(folder, file))));
  const bytes = [Buffer.from(html), ...parts].reduce((sum, part) => sum + gzipSync(part).length, 0);
  if (bytes > most)
    throw new Error(`The page weighs ${Math.ceil(bytes / 1000)} kB compressed, and may weigh ${most / 1000} kB.`);
  return bytes;
}
