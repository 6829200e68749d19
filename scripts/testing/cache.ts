/** Where the slow things that the tests need are kept between runs, each under a name that changes when what it was made from does. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** `ANNOTATE_SHARE_TEST_CACHE`, else a folder in the home. Nothing in it is precious. */
export function testCache(): string {
  return process.env['ANNOTATE_SHARE_TEST_CACHE'] || join(homedir(), '.cache', 'annotate-share-tests');
}

/** Names a folder after the content of the files it was made from. */
export function keyOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 16);
}

/** Makes a folder once. One that was made only in part (a full disk, Ctrl+C) is made anew, never used. */
export async function madeOnce(folder: string, make: (folder: string) => Promise<void>): Promise<string> {
  const mark = 'complete';
  if (existsSync(join(folder, mark))) return folder;
  const beside = `${folder}.${process.pid}`;
  await mkdir(dirname(folder), { recursive: true });
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside);
  try {
    await make(beside);
    await writeFile(join(beside, mark), '');
    await rm(folder, { recursive: true, force: true });
    await rename(beside, folder);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
  return folder;
}
