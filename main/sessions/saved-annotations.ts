/** Knows which collaborators have saved anything in a dataset: what the host answers to all others is the same for each of them. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

export class SavedAnnotations {
  readonly #folder: string;
  /** Nothing that was saved ever goes away by itself: who has saved once need not be looked for again. */
  readonly #known = new Set<string>();

  /** @param folder with one folder for each collaborator who has saved something */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async has(collaborator: string): Promise<boolean> {
    if (this.#known.has(collaborator)) return true;
    const has = await readdir(join(this.#folder, collaborator)).then(
      (names) => names.length > 0,
      // Where one cannot look there may be something: nobody is given for their own what is everybody's.
      (error: unknown) => !(error instanceof Error && 'code' in error && error.code === 'ENOENT'),
    );
    if (has) this.#known.add(collaborator);
    return has;
  }
}
