/** The invites: who was invited to which dataset, with what role and until when. Their links are derived, never stored. */
import { randomBytes } from 'node:crypto';
import { roleSchema, type Role } from '../../contract/session.ts';
import type { Database } from './database.ts';
import { date, dateOrNull, integer, text, type Row } from './rows.ts';

export interface Invite {
  /** 20 hexadecimal digits, part of the link. */
  readonly id: string;
  readonly datasetId: string;
  /** Names the folder that holds this person's annotations, for good. */
  readonly collaborator: string;
  readonly name: string;
  readonly role: Role;
  /** Raised to make a new link; the old one opens nothing any more. */
  readonly generation: number;
  readonly createdAt: Date;
  /** Null: not by itself. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

export type NewInvite = Pick<Invite, 'datasetId' | 'collaborator' | 'name' | 'role' | 'expiresAt'>;

/** What is left out stays as it is. */
export interface InviteChange {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly expiresAt?: Date | null | undefined;
  readonly revokedAt?: Date | null | undefined;
}

/** 80 bits. Not a secret by itself: it is shown to the owner and is the readable half of the link. */
export const INVITE_ID_BYTES = 10;

export class Invites {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  create(invite: NewInvite): Invite {
    const id = randomBytes(INVITE_ID_BYTES).toString('hex');
    const { datasetId, collaborator, name, role, expiresAt } = invite;
    this.#database
      .prepare(
        `INSERT INTO invites (id, dataset_id, collaborator, name, role, created_at, expires_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(id, datasetId, collaborator, name, role, new Date().toISOString(), expiresAt?.toISOString() ?? null);
    return this.#written(id);
  }

  find(id: string): Invite | null {
    const row = this.#database.prepare('SELECT * FROM invites WHERE id = ?').get(id);
    return row === undefined ? null : toInvite(row);
  }

  /** Oldest first, revoked ones too. */
  listFor(datasetId: string): readonly Invite[] {
    return this.#database
      .prepare('SELECT * FROM invites WHERE dataset_id = ? ORDER BY created_at, rowid')
      .all(datasetId)
      .map(toInvite);
  }

  change(id: string, change: InviteChange): Invite {
    return this.#database.transaction(() => {
      const before = this.#written(id);
      const { name = before.name, role = before.role } = change;
      const expiresAt = change.expiresAt === undefined ? before.expiresAt : change.expiresAt;
      const revokedAt = change.revokedAt === undefined ? before.revokedAt : change.revokedAt;
      this.#database
        .prepare('UPDATE invites SET name = ?, role = ?, expires_at = ?, revoked_at = ? WHERE id = ?')
        .run(name, role, expiresAt?.toISOString() ?? null, revokedAt?.toISOString() ?? null, id);
      return this.#written(id);
    });
  }

  /** A new link instead of the old one. */
  renew(id: string): Invite {
    this.#database.prepare('UPDATE invites SET generation = generation + 1 WHERE id = ?').run(id);
    return this.#written(id);
  }

  #written(id: string): Invite {
    const invite = this.find(id);
    if (invite === null) throw new Error(`there is no invite ${id}`);
    return invite;
  }
}

function toInvite(row: Row): Invite {
  return {
    id: text(row, 'id'),
    datasetId: text(row, 'dataset_id'),
    collaborator: text(row, 'collaborator'),
    name: text(row, 'name'),
    role: roleSchema.parse(text(row, 'role')),
    generation: integer(row, 'generation'),
    createdAt: date(row, 'created_at'),
    expiresAt: dateOrNull(row, 'expires_at'),
    revokedAt: dateOrNull(row, 'revoked_at'),
  };
}
