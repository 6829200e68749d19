/** What of ours lies on disk, how much it takes, and where. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Storage } from '../../contract/settings.ts';
import type { Home } from './home.ts';

export async function storageOf(home: Home): Promise<Storage> {
  const { root, annotations, downloads, prepared, stores, logs } = home;
  const [inDownloads, inStores, inPrepared] = await Promise.all([downloads, stores, prepared].map(folderSize));
  return {
    downloads: inDownloads ?? 0,
    stores: inStores ?? 0,
    prepared: inPrepared ?? 0,
    folders: { home: root, annotations, prepared, downloads, logs },
  };
}

/** Bytes of all files in it, at any depth; 0 for one that is not there. What goes away meanwhile counts nothing. */
async function folderSize(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
