/** What is remembered of a dataset between sessions: its address, title and toggles, so that a link works again tomorrow. */
import { randomBytes } from 'node:crypto';
import { roleSchema, type Role, type Toggles } from '../../contract/session.ts';
import type { Database } from './database.ts';
import { date, flag, integer, text, type Row } from './rows.ts';

export interface RememberedDataset {
  /** Names the folder of annotations; the same for the same file whenever it is shared. */
  readonly id: string;
  readonly path: string;
  readonly slug: string;
  readonly title: string;
  readonly toggles: Toggles;
  readonly generalRole: Role;
  /** Whether the general link lets people in. */
  readonly generalOpen: boolean;
  /** Null for never; undefined as long as its owner has not chosen. */
  readonly sleepAfterMinutes: number | null | undefined;
  readonly passwordGeneration: number;
  readonly sizeBytes: number | null;
  readonly sharedAt: Date;
}

export interface DatasetSettings {
  readonly title?: string | undefined;
  readonly toggles?: Toggles | undefined;
  readonly generalRole?: Role | undefined;
  readonly generalOpen?: boolean | undefined;
  readonly sleepAfterMinutes?: number | null | undefined;
}

/** How "never" is stored: null says that nobody has chosen. */
const NEVER = 0;

export class Datasets {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(path: string): RememberedDataset | null {
    const row = this.#database.prepare('SELECT * FROM datasets WHERE path = ?').get(path);
    return row === undefined ? null : toDataset(row);
  }

  /**
   * Notes that this file is shared now. The first time it gets an id and a slug, which it keeps.
   *
   * @param freeSlug picks a slug that is not among the taken ones
   */
  remember(
    file: { readonly path: string; readonly sizeBytes: number; readonly title: string },
    freeSlug: (taken: ReadonlySet<string>) => string,
  ): RememberedDataset {
    return this.#database.transaction(() => {
      const now = new Date().toISOString();
      const known = this.find(file.path);
      if (known === null) {
        const taken = new Set(
          this.#database
            .prepare('SELECT slug FROM datasets')
            .all()
            .map((row) => text(row, 'slug')),
        );
        this.#database
          .prepare('INSERT INTO datasets (id, path, slug, title, size_bytes, shared_at) VALUES (?, ?, ?, ?, ?, ?)')
          .run(randomBytes(8).toString('hex'), file.path, freeSlug(taken), file.title, file.sizeBytes, now);
      } else {
        this.#database
          .prepare('UPDATE datasets SET title = ?, size_bytes = ?, shared_at = ?, forgotten = 0 WHERE id = ?')
          .run(file.title, file.sizeBytes, now, known.id);
      }
      const remembered = this.find(file.path);
      if (remembered === null) throw new Error(`dataset vanished while it was remembered: ${file.path}`);
      return remembered;
    });
  }

  change(id: string, settings: DatasetSettings): void {
    this.#database
      .prepare(
        `UPDATE datasets SET title = coalesce(?, title), diffexp = coalesce(?, diffexp),
         annotations = coalesce(?, annotations), general_role = coalesce(?, general_role),
         sleep_after_minutes = coalesce(?, sleep_after_minutes), general_open = coalesce(?, general_open) WHERE id = ?`,
      )
      .run(
        settings.title ?? null,
        settings.toggles === undefined ? null : Number(settings.toggles.diffexp),
        settings.toggles === undefined ? null : Number(settings.toggles.annotations),
        settings.generalRole ?? null,
        settings.sleepAfterMinutes === undefined ? null : (settings.sleepAfterMinutes ?? NEVER),
        settings.generalOpen === undefined ? null : Number(settings.generalOpen),
        id,
      );
  }

  /** Takes it off the list of recent datasets. Its slug and annotations stay: sharing it again finds them. */
  forget(path: string): void {
    this.#database.prepare('UPDATE datasets SET forgotten = 1 WHERE path = ?').run(path);
  }

  /** Newest first. */
  recent(limit: number): readonly RememberedDataset[] {
    return this.#database
      .prepare('SELECT * FROM datasets WHERE forgotten = 0 ORDER BY shared_at DESC, rowid DESC LIMIT ?')
      .all(limit)
      .map(toDataset);
  }
}

function toDataset(row: Row): RememberedDataset {
  return {
    id: text(row, 'id'),
    path: text(row, 'path'),
    slug: text(row, 'slug'),
    title: text(row, 'title'),
    toggles: { diffexp: flag(row, 'diffexp'), annotations: flag(row, 'annotations') },
    generalRole: roleSchema.parse(text(row, 'general_role')),
    generalOpen: flag(row, 'general_open'),
    sleepAfterMinutes: toMinutes(row['sleep_after_minutes']),
    passwordGeneration: integer(row, 'password_generation'),
    sizeBytes: row['size_bytes'] === null ? null : integer(row, 'size_bytes'),
    sharedAt: date(row, 'shared_at'),
  };
}

function toMinutes(stored: Row[string]): number | null | undefined {
  if (typeof stored !== 'number') return undefined;
  return stored === NEVER ? null : stored;
}
