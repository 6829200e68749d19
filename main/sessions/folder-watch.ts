/**
 * Says when something comes into some folders or goes, once it has been quiet for a moment.
 *
 * A help to be quick, and no promise: drives of a network often tell nobody, so whoever needs to know looks by itself, too.
 */
import { watch, type FSWatcher } from 'node:fs';

/** A file that is copied into a folder says so many times. */
const QUIET_MS = 500;
/** Each takes a place in a table of the system's. */
const MOST_FOLDERS = 500;

export class FolderWatch {
  readonly #onChange: () => void;
  readonly #quietMs: number;
  readonly #watchers = new Map<string, FSWatcher>();
  #timer: NodeJS.Timeout | null = null;

  constructor(onChange: () => void, quietMs = QUIET_MS) {
    this.#onChange = onChange;
    this.#quietMs = quietMs;
  }

  /** Watches these from now on, and no others. A folder that cannot be watched is left out, and tried again the next time. */
  watch(folders: readonly string[]): void {
    const wanted = new Set(folders.slice(0, MOST_FOLDERS));
    for (const folder of this.#watchers.keys()) if (!wanted.has(folder)) this.#end(folder);
    for (const folder of wanted) if (!this.#watchers.has(folder)) this.#begin(folder);
  }

  close(): void {
    this.watch([]);
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #begin(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, () => this.#note());
      // The folder went away, or its drive did.
      watcher.on('error', () => this.#end(folder));
      this.#watchers.set(folder, watcher);
    } catch {
      // No such folder any more, or no place left in the system's table.
    }
  }

  #end(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
  }

  #note(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onChange, this.#quietMs);
    this.#timer.unref();
  }
}
