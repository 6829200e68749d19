/** What the owner has set for all sessions, so that it holds the next time too. */
import { settingValuesSchema, type ChangeSettings } from '../../contract/settings.ts';
import type { Database } from './database.ts';
import { text } from './rows.ts';

export class SettingsStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** What was never set is not in it, nor what another version wrote in a way that this one does not know. */
  read(): ChangeSettings {
    const set: Record<string, unknown> = {};
    for (const row of this.#database.prepare('SELECT name, value FROM settings').all()) {
      const name = text(row, 'name');
      const schema = Object.entries(settingValuesSchema.shape).find(([known]) => known === name)?.[1];
      const parsed = schema?.safeParse(parseJson(text(row, 'value')));
      if (parsed?.success === true) set[name] = parsed.data;
    }
    return set;
  }

  write(change: ChangeSettings): void {
    const statement = this.#database.prepare('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)');
    this.#database.transaction(() => {
      for (const [name, value] of Object.entries(change)) {
        if (value !== undefined) statement.run(name, JSON.stringify(value));
      }
    });
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
