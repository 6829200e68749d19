/** How buckets are asked for that the owner has said something of. */
import { bucketSettingsSchema, usualBucket, type BucketSettings } from '../../contract/buckets.ts';
import type { Database } from './database.ts';
import { text } from './rows.ts';

export class Buckets {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Null where nothing was said, or by a version that said it otherwise. */
  find(name: string): BucketSettings | null {
    const row = this.#database.prepare('SELECT settings FROM buckets WHERE name = ?').get(name);
    return row === undefined ? null : (bucketSettingsSchema.safeParse(parseJson(text(row, 'settings'))).data ?? null);
  }

  /** The usual is nothing to keep. */
  set(name: string, settings: BucketSettings): void {
    const isUsual = Object.entries(usualBucket).every(([key, value]) =>
      Object.is(settings[key as keyof BucketSettings], value),
    );
    if (isUsual) this.#database.prepare('DELETE FROM buckets WHERE name = ?').run(name);
    else
      this.#database
        .prepare('INSERT OR REPLACE INTO buckets (name, settings) VALUES (?, ?)')
        .run(name, JSON.stringify(settings));
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
