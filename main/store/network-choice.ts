/** Whether the owner last wanted other computers on the network to reach the proxy, and by which port, so that links stay good. */
import type { Database } from './database.ts';
import { flag, integer } from './rows.ts';

export interface Chosen {
  readonly lan: boolean;
  /** The one that links were handed out with; null before the first time. */
  readonly port: number | null;
}

export class NetworkChoice {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  read(): Chosen {
    const row = this.#database.prepare('SELECT lan, port FROM network_choice').get();
    if (row === undefined) return { lan: false, port: null };
    return { lan: flag(row, 'lan'), port: row['port'] === null ? null : integer(row, 'port') };
  }

  write({ lan, port }: Chosen): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO network_choice (id, lan, port) VALUES (1, ?, ?)')
      .run(lan ? 1 : 0, port);
  }
}
