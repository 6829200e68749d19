/** The groups: who is a member with what role, and which datasets they own. Said anew at each request, so that a change holds at once. */
import { randomBytes } from 'node:crypto';
import { roleSchema, type Role } from '../../contract/session.ts';
import type { Database } from './database.ts';
import { flag, text, type Row } from './rows.ts';

export interface Group {
  readonly id: string;
  readonly name: string;
}

export interface Member {
  readonly groupId: string;
  readonly accountId: string;
  readonly name: string;
  readonly role: Role;
  /** Whether a group file said so: then a later one may take it back. */
  readonly imported: boolean;
}

/** A dataset that groups own, as far as it is known without opening it. */
export interface OwnedDataset {
  readonly groupId: string;
  readonly datasetId: string;
  readonly path: string;
}

export class Groups {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** By name. */
  list(): readonly Group[] {
    return this.#database.prepare('SELECT * FROM groups ORDER BY name').all().map(toGroup);
  }

  named(name: string): Group | null {
    const row = this.#database.prepare('SELECT * FROM groups WHERE name = ?').get(name);
    return row === undefined ? null : toGroup(row);
  }

  /** Makes it unless there is one of this name. */
  ensure(name: string): Group {
    const known = this.named(name);
    if (known !== null) return known;
    const id = randomBytes(8).toString('hex');
    this.#database
      .prepare('INSERT INTO groups (id, name, created_at) VALUES (?, ?, ?)')
      .run(id, name, new Date().toISOString());
    return { id, name };
  }

  /** With its memberships; datasets and accounts stay. */
  remove(id: string): void {
    this.#database.prepare('DELETE FROM groups WHERE id = ?').run(id);
  }

  /** All groups' together, by name. */
  members(): readonly Member[] {
    return this.#database
      .prepare(
        `SELECT memberships.*, accounts.name FROM memberships JOIN accounts ON accounts.id = account_id
         ORDER BY accounts.name`,
      )
      .all()
      .map(toMember);
  }

  membershipsOf(accountId: string): readonly { readonly groupId: string; readonly role: Role }[] {
    return this.#database
      .prepare('SELECT group_id, role FROM memberships WHERE account_id = ?')
      .all(accountId)
      .map((row) => ({ groupId: text(row, 'group_id'), role: roleSchema.parse(text(row, 'role')) }));
  }

  /** A member that there is already gets the role. */
  setMember(groupId: string, accountId: string, role: Role, imported: boolean): void {
    this.#database
      .prepare(
        `INSERT INTO memberships (group_id, account_id, role, imported) VALUES (?, ?, ?, ?)
         ON CONFLICT (group_id, account_id) DO UPDATE SET role = excluded.role`,
      )
      .run(groupId, accountId, role, Number(imported));
  }

  removeMember(groupId: string, accountId: string): void {
    this.#database.prepare('DELETE FROM memberships WHERE group_id = ? AND account_id = ?').run(groupId, accountId);
  }

  /** All groups' together, by path. */
  datasets(): readonly OwnedDataset[] {
    return this.#database
      .prepare(
        `SELECT group_id, dataset_id, path FROM group_datasets JOIN datasets ON datasets.id = dataset_id ORDER BY path`,
      )
      .all()
      .map((row) => ({
        groupId: text(row, 'group_id'),
        datasetId: text(row, 'dataset_id'),
        path: text(row, 'path'),
      }));
  }

  /** Ids of the groups that own this dataset. */
  ownersOf(datasetId: string): readonly string[] {
    return this.#database
      .prepare('SELECT group_id FROM group_datasets WHERE dataset_id = ?')
      .all(datasetId)
      .map((row) => text(row, 'group_id'));
  }

  addDataset(groupId: string, datasetId: string): void {
    this.#database
      .prepare('INSERT OR IGNORE INTO group_datasets (group_id, dataset_id) VALUES (?, ?)')
      .run(groupId, datasetId);
  }

  removeDataset(groupId: string, datasetId: string): void {
    this.#database.prepare('DELETE FROM group_datasets WHERE group_id = ? AND dataset_id = ?').run(groupId, datasetId);
  }
}

function toGroup(row: Row): Group {
  return { id: text(row, 'id'), name: text(row, 'name') };
}

function toMember(row: Row): Member {
  return {
    groupId: text(row, 'group_id'),
    accountId: text(row, 'account_id'),
    name: text(row, 'name'),
    role: roleSchema.parse(text(row, 'role')),
    imported: flag(row, 'imported'),
  };
}
