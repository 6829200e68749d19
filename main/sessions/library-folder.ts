/** The folder that a library is made of: finds the datasets in it, and which group each belongs to by the folder it lies in. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface Found {
  /** The one path of the file, whatever links led to it. */
  readonly path: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  /** The sub-folder it lies in; null for what lies in the folder itself. */
  readonly group: string | null;
}

/**
 * Datasets of the folder, and of the folders right below it where these stand for groups; nothing deeper, and nothing hidden.
 *
 * @throws whatever the system says when the folder itself cannot be read; a sub-folder or file that cannot be is left out
 */
export async function findDatasets(folder: string, foldersAreGroups: boolean): Promise<readonly Found[]> {
  const found = await inFolder(folder, null);
  if (!foldersAreGroups) return found;
  const below = await Promise.all(
    (await groupsIn(folder)).map((name) => inFolder(join(folder, name), name).catch((): readonly Found[] => [])),
  );
  return [...found, ...below.flat()].sort((a, b) => a.path.localeCompare(b.path));
}

/** Where something can come or go that matters to `findDatasets`. @throws as that does */
export async function foldersToWatch(folder: string, foldersAreGroups: boolean): Promise<readonly string[]> {
  const groups = foldersAreGroups ? await groupsIn(folder) : [];
  return [folder, ...groups.map((name) => join(folder, name))];
}

async function groupsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
}

async function inFolder(folder: string, group: string | null): Promise<readonly Found[]> {
  const names = (await readdir(folder)).filter((name) => /\.h5ad$/i.test(name) && !name.startsWith('.')).sort();
  const found = await Promise.all(
    names.map(async (fileName): Promise<Found | null> => {
      try {
        const path = await realpath(join(folder, fileName));
        const stats = await stat(path);
        return stats.isFile() ? { path, fileName, sizeBytes: stats.size, group } : null;
      } catch {
        return null;
      }
    }),
  );
  return found.filter((one) => one !== null);
}
