/** What is remembered of a dataset between sessions: its address, title and toggles, so that a link works again tomorrow. */
import { randomBytes } from 'node:crypto';
import { hiddenColumnsSchema, type Hides } from '../../contract/hides.ts';
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
  readonly hides: Hides;
  readonly favourite: boolean;
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
  readonly hides?: Hides | undefined;
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

  named(slug: string): RememberedDataset | null {
    const row = this.#database.prepare('SELECT * FROM datasets WHERE slug = ?').get(slug);
    return row === undefined ? null : toDataset(row);
  }

  /**
   * Gives a file that is offered its id and slug before it is shared for the first time; what is known already stays as it is.
   *
   * @param freeSlug picks a slug that is not among the taken ones
   */
  offer(
    file: { readonly path: string; readonly sizeBytes: number | null; readonly title: string },
    freeSlug: (taken: ReadonlySet<string>) => string,
  ): RememberedDataset {
    const known = this.find(file.path);
    if (known !== null) return known;
    const offered = this.remember(file, freeSlug);
    this.forget(file.path);
    return offered;
  }

  /**
   * Notes that this file is shared now. The first time it gets an id and a slug, which it keeps.
   *
   * @param freeSlug picks a slug that is not among the taken ones
   */
  remember(
    file: {
      readonly path: string;
      readonly sizeBytes: number | null;
      readonly title: string;
      /** By which it is recognised elsewhere; left away, none is known. */
      readonly fingerprint?: string | null;
    },
    freeSlug: (taken: ReadonlySet<string>) => string,
  ): RememberedDataset {
    return this.#database.transaction(() => {
      const now = new Date().toISOString();
      const fingerprint = file.fingerprint ?? null;
      const known = this.find(file.path);
      if (known === null) {
        const taken = new Set(
          this.#database
            .prepare('SELECT slug FROM datasets')
            .all()
            .map((row) => text(row, 'slug')),
        );
        this.#database
          .prepare(
            'INSERT INTO datasets (id, path, slug, title, size_bytes, shared_at, fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?)',
          )
          .run(
            randomBytes(8).toString('hex'),
            file.path,
            freeSlug(taken),
            file.title,
            file.sizeBytes,
            now,
            fingerprint,
          );
      } else {
        this.#database
          .prepare(
            'UPDATE datasets SET title = ?, size_bytes = ?, shared_at = ?, fingerprint = ?, forgotten = 0 WHERE id = ?',
          )
          .run(file.title, file.sizeBytes, now, fingerprint, known.id);
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
         sleep_after_minutes = coalesce(?, sleep_after_minutes), general_open = coalesce(?, general_open),
         hidden_columns = coalesce(?, hidden_columns), hide_expression = coalesce(?, hide_expression) WHERE id = ?`,
      )
      .run(
        settings.title ?? null,
        settings.toggles === undefined ? null : Number(settings.toggles.diffexp),
        settings.toggles === undefined ? null : Number(settings.toggles.annotations),
        settings.generalRole ?? null,
        settings.sleepAfterMinutes === undefined ? null : (settings.sleepAfterMinutes ?? NEVER),
        settings.generalOpen === undefined ? null : Number(settings.generalOpen),
        settings.hides === undefined ? null : JSON.stringify(settings.hides.columns),
        settings.hides === undefined ? null : Number(settings.hides.expression),
        id,
      );
  }

  /** Takes it off the list of recent datasets. Its slug and annotations stay: sharing it again finds them. */
  forget(path: string): void {
    this.#database.prepare('UPDATE datasets SET forgotten = 1 WHERE path = ?').run(path);
  }

  /** Favourites first and all of them, of the others as many as asked for; newest first. */
  recent(limit: number): readonly RememberedDataset[] {
    return this.#database
      .prepare(
        `SELECT * FROM (SELECT *, rowid AS number, row_number() OVER (PARTITION BY favourite ORDER BY shared_at DESC, rowid DESC) AS place
         FROM datasets WHERE forgotten = 0) WHERE favourite = 1 OR place <= ? ORDER BY favourite DESC, shared_at DESC, number DESC`,
      )
      .all(limit)
      .map(toDataset);
  }

  setFavourite(path: string, favourite: boolean): void {
    this.#database.prepare('UPDATE datasets SET favourite = ? WHERE path = ?').run(Number(favourite), path);
  }

  /** Those whose file had this content when it was shared last, newest first. */
  withFingerprint(fingerprint: string): readonly RememberedDataset[] {
    return this.#database
      .prepare('SELECT * FROM datasets WHERE fingerprint = ? ORDER BY shared_at DESC, rowid DESC')
      .all(fingerprint)
      .map(toDataset);
  }

  /** Its file lies elsewhere now; everything else stays. */
  move(id: string, path: string): void {
    this.#database.prepare('UPDATE datasets SET path = ? WHERE id = ?').run(path, id);
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
    hides: {
      columns: hiddenColumnsSchema.parse(JSON.parse(text(row, 'hidden_columns'))),
      expression: flag(row, 'hide_expression'),
    },
    favourite: flag(row, 'favourite'),
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
