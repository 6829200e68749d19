/** What people are asked to agree to, by dataset, and who has agreed to which version of it. */
import { createHash } from 'node:crypto';
import type { DataUse } from '../../contract/data-use.ts';
import type { Database } from './database.ts';
import { text } from './rows.ts';

export interface StoredAcceptance {
  readonly collaborator: string;
  readonly name: string;
  readonly acceptedAt: string;
  readonly termsHash: string;
}

export class DataUses {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(datasetId: string): DataUse | null {
    const row = this.#database.prepare('SELECT * FROM data_use WHERE dataset_id = ?').get(datasetId);
    return row === undefined
      ? null
      : { title: text(row, 'title'), contact: text(row, 'contact'), terms: text(row, 'terms') };
  }

  /** Null asks nothing any more. Who accepted what is kept. */
  set(datasetId: string, dataUse: DataUse | null): void {
    if (dataUse === null) {
      this.#database.prepare('DELETE FROM data_use WHERE dataset_id = ?').run(datasetId);
      return;
    }
    const { title, contact, terms } = dataUse;
    this.#database
      .prepare('INSERT OR REPLACE INTO data_use (dataset_id, title, contact, terms) VALUES (?, ?, ?, ?)')
      .run(datasetId, title, contact, terms);
  }

  /** Once for each version: the first time counts. */
  accept(datasetId: string, { collaborator, name, acceptedAt, termsHash }: StoredAcceptance): void {
    this.#database
      .prepare(
        `INSERT OR IGNORE INTO acceptances (dataset_id, collaborator, name, terms_hash, accepted_at)
         VALUES (?, ?, ?, ?, ?)`,
      )
      .run(datasetId, collaborator, name, termsHash, acceptedAt);
  }

  hasAccepted(datasetId: string, collaborator: string, hash: string): boolean {
    const question = 'SELECT 1 FROM acceptances WHERE dataset_id = ? AND collaborator = ? AND terms_hash = ?';
    return this.#database.prepare(question).get(datasetId, collaborator, hash) !== undefined;
  }

  /** Oldest first. */
  acceptances(datasetId: string): readonly StoredAcceptance[] {
    return this.#database
      .prepare('SELECT * FROM acceptances WHERE dataset_id = ? ORDER BY accepted_at, rowid')
      .all(datasetId)
      .map((row) => ({
        collaborator: text(row, 'collaborator'),
        name: text(row, 'name'),
        acceptedAt: text(row, 'accepted_at'),
        termsHash: text(row, 'terms_hash'),
      }));
  }
}

/** Names one version of the terms: whatever people read is in it. */
export function termsHash({ title, contact, terms }: DataUse): string {
  return createHash('sha256')
    .update(JSON.stringify([title, contact, terms]))
    .digest('hex');
}
