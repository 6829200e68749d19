/** The list of what was shared before, with whether each file is still there, looked up without ever waiting for a drive. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Recent } from '../../contract/control.ts';
import { isRemote, nameOfSource } from '../datasets/remote/source.ts';
import type { Datasets } from '../store/datasets.ts';

const SHOWN = 8;

export class RecentDatasets {
  readonly #datasets: Datasets;
  readonly #onChange: () => void;
  #list: readonly Recent[] = [];

  constructor(datasets: Datasets, onChange: () => void) {
    this.#datasets = datasets;
    this.#onChange = onChange;
    this.refresh();
  }

  list(): Recent[] {
    return [...this.#list];
  }

  /** Reads the list anew; the look at each file follows when its drive answers. */
  refresh(): void {
    const known = new Map(this.#list.map((recent) => [recent.path, recent.missing]));
    this.#list = this.#datasets.recent(SHOWN).map(({ path, title, sharedAt, sizeBytes, favourite }) => ({
      path,
      fileName: nameOfSource(path, basename),
      title,
      sharedAt: sharedAt.toISOString(),
      sizeBytes,
      favourite,
      missing: known.get(path) ?? false,
    }));
    this.#onChange();
    for (const { path } of this.#list) void this.#look(path);
  }

  async #look(path: string): Promise<void> {
    // Its server is asked when it is shared.
    if (isRemote(path)) return;
    const missing = await stat(path).then(
      () => false,
      () => true,
    );
    const before = this.#list.find((recent) => recent.path === path);
    if (before === undefined || before.missing === missing) return;
    this.#list = this.#list.map((recent) => (recent.path === path ? { ...recent, missing } : recent));
    this.#onChange();
  }
}
