/**
 * Prepared copies on disk: `prepared/<id>/` holds a dataset and what was done to it; `prepared/.making/<id>/` what is not done yet.
 *
 * A copy comes into being by one rename, and goes by one: whatever is killed, none is ever half there.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { mendingSchema, type Mending } from '../../contract/mendings.ts';

const RECORD = 'prepared.json';
const MAKING = '.making';

export class PreparedCopies {
  readonly #root: string;
  /** Says that somebody is at work in a folder: the system lets go of it however its holder ends. */
  readonly #locks = new Map<string, DatabaseSync>();

  /** @param root the home's `prepared` folder */
  constructor(root: string) {
    this.#root = root;
  }

  /** What is complete; a copy that somebody has deleted by hand is not told of. */
  list(): Mending[] {
    return namesIn(this.#root)
      .filter((name) => name !== MAKING)
      .map((name) => this.#read(name))
      .filter((one) => one !== null);
  }

  /** A new folder to write in. @throws NodeJS.ErrnoException where none can be made */
  async begin(id: string): Promise<string> {
    const folder = this.#making(id);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const lock = new DatabaseSync(`${folder}.lock`, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    this.#locks.set(id, lock);
    return folder;
  }

  /** Where a dataset will lie when `finish` has been called. */
  pathOf(id: string, fileName: string): string {
    return join(this.#root, id, fileName);
  }

  async finish(mending: Mending): Promise<void> {
    const folder = this.#making(mending.id);
    const file = await open(join(folder, RECORD), 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(mending, null, 2));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(folder, join(this.#root, mending.id));
    await this.abandon(mending.id);
  }

  /** Removes what was begun and is not finished. */
  async abandon(id: string): Promise<void> {
    await rm(this.#making(id), { recursive: true, force: true, maxRetries: 3 });
    this.#locks.get(id)?.close();
    this.#locks.delete(id);
    await rm(`${this.#making(id)}.lock`, { force: true });
  }

  /** A copy goes out of sight at once, then from the disk. */
  async remove(id: string): Promise<void> {
    mkdirSync(join(this.#root, MAKING), { recursive: true, mode: 0o700 });
    renameSync(join(this.#root, id), this.#making(id));
    await this.abandon(id);
  }

  /** Removes what services that ended in the middle have left behind. */
  sweep(): void {
    const folder = join(this.#root, MAKING);
    for (const name of new Set(namesIn(folder).map((entry) => entry.replace(/\.lock.*$/, '')))) {
      if (this.#locks.has(name) || !this.#isAbandoned(name)) continue;
      rmSync(this.#making(name), { recursive: true, force: true });
      rmSync(`${this.#making(name)}.lock`, { force: true });
    }
  }

  #isAbandoned(id: string): boolean {
    const lock = new DatabaseSync(`${this.#making(id)}.lock`, { timeout: 0 });
    try {
      lock.exec('BEGIN EXCLUSIVE');
      return true;
    } catch {
      return false;
    } finally {
      lock.close();
    }
  }

  #making(id: string): string {
    return join(this.#root, MAKING, id);
  }

  #read(name: string): Mending | null {
    try {
      const mending = mendingSchema.parse(JSON.parse(readFileSync(join(this.#root, name, RECORD), 'utf8')));
      if (mending.phase.name !== 'done' || !namesIn(join(this.#root, name)).includes(mending.fileName)) return null;
      // The home may have been moved since.
      return { ...mending, phase: { ...mending.phase, path: this.pathOf(name, mending.fileName) } };
    } catch {
      return null;
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
