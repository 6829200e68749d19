/** Lets one process at a time build an environment; the others wait. */
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';

const LOOK_AGAIN_MS = 300;
const SQLITE_BUSY = 5;

/**
 * SQLite's lock on a file, because the operating system gives it back however its holder ends: there is no stale lock to detect.
 * The empty file stays: to delete it would let two hold "the" lock.
 *
 * @param onWait called once, when somebody else holds it
 * @throws the signal's reason when aborted while waiting
 */
export async function withLock<Result>(
  file: string,
  onWait: () => void,
  signal: AbortSignal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    for (let waited = false; !tryLock(database); waited = true) {
      if (!waited) onWait();
      await sleep(LOOK_AGAIN_MS, undefined, { signal }).catch(() => signal?.throwIfAborted());
    }
    return await work();
  } finally {
    database.close();
  }
}

function tryLock(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return false;
    throw error;
  }
}
