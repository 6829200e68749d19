/** Marks of what a process is at work on, so that another one with the same home leaves it alone. A dead process's marks mean nothing. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const USE = '.use-';
const TURN = '.turn';
const LOOK_EVERY_MS = 500;

export function markUse(folder: string): Promise<void> {
  return writeFile(join(folder, `${USE}${process.pid}`), '', { mode: 0o600 });
}

export function unmarkUse(folder: string): Promise<void> {
  return rm(join(folder, `${USE}${process.pid}`), { force: true });
}

/** Whether a process that lives uses it, or is downloading it. */
export async function isClaimed(folder: string): Promise<boolean> {
  const names: readonly string[] = await readdir(folder).catch(() => []);
  const users = names.filter((name) => name.startsWith(USE)).map((name) => Number(name.slice(USE.length)));
  return users.some(isAlive) || (await turnOf(folder)) !== null;
}

/** Waits until no other process has its turn in this folder. The returned function ends ours. */
export async function takeTurn(folder: string, signal: AbortSignal): Promise<() => Promise<void>> {
  const path = join(folder, TURN);
  for (;;) {
    signal.throwIfAborted();
    const isOurs = await writeFile(path, String(process.pid), { flag: 'wx', mode: 0o600 }).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
        throw error;
      },
    );
    if (isOurs) return () => rm(path, { force: true });
    if ((await turnOf(folder)) === null) await rm(path, { force: true });
    else await pause(LOOK_EVERY_MS, undefined, { signal });
  }
}

/** The process that has its turn; null where none does that lives. */
async function turnOf(folder: string): Promise<number | null> {
  const text = await readFile(join(folder, TURN), 'utf8').catch(() => null);
  if (text === null) return null;
  // Made and not written yet: somebody is about to.
  if (text === '') return 0;
  return isAlive(Number(text)) ? Number(text) : null;
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
