/** The browsers and programs that have signed in: what the cookie's id stands for, and whether it still holds. */
import { randomBytes } from 'node:crypto';
import type { Database } from './database.ts';
import { date, flag, text, type Row } from './rows.ts';

export interface SignIn {
  readonly id: string;
  readonly datasetId: string;
  /** Names the folder that holds this person's annotations. */
  readonly collaborator: string;
  readonly name: string;
  readonly by: 'general-link' | 'program';
  readonly createdAt: Date;
  readonly lastSeen: Date;
  readonly revoked: boolean;
  readonly userAgent: string;
  readonly address: string;
}

export type NewSignIn = Pick<SignIn, 'datasetId' | 'collaborator' | 'name' | 'by' | 'userAgent' | 'address'>;

export class SignIns {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The id is 128 random bits: it is the whole secret in a browser's (signed) cookie. */
  create(signIn: NewSignIn): SignIn {
    const id = randomBytes(16).toString('hex');
    const now = new Date();
    this.#database
      .prepare(
        `INSERT INTO sign_ins (id, dataset_id, collaborator, name, by, created_at, last_seen, user_agent, address)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        id,
        signIn.datasetId,
        signIn.collaborator,
        signIn.name,
        signIn.by,
        now.toISOString(),
        now.toISOString(),
        signIn.userAgent.slice(0, 400),
        signIn.address,
      );
    return { ...signIn, id, createdAt: now, lastSeen: now, revoked: false };
  }

  find(id: string): SignIn | null {
    const row = this.#database.prepare('SELECT * FROM sign_ins WHERE id = ?').get(id);
    return row === undefined ? null : toSignIn(row);
  }

  touch(id: string, at: Date): void {
    this.#database.prepare('UPDATE sign_ins SET last_seen = ? WHERE id = ?').run(at.toISOString(), id);
  }

  /** All in one go: each time something is written, everybody waits for the disk. Without a database any more it is lost. */
  touchAll(seen: ReadonlyMap<string, Date>): void {
    if (!this.#database.isOpen) return;
    this.#database.transaction(() => {
      for (const [id, at] of seen) this.touch(id, at);
    });
  }

  revoke(id: string): void {
    this.#database.prepare('UPDATE sign_ins SET revoked = 1 WHERE id = ?').run(id);
  }

  /** Oldest first. */
  listFor(datasetId: string): readonly SignIn[] {
    return this.#database
      .prepare('SELECT * FROM sign_ins WHERE dataset_id = ? ORDER BY created_at, rowid')
      .all(datasetId)
      .map(toSignIn);
  }
}

function toSignIn(row: Row): SignIn {
  const by = text(row, 'by');
  return {
    id: text(row, 'id'),
    datasetId: text(row, 'dataset_id'),
    collaborator: text(row, 'collaborator'),
    name: text(row, 'name'),
    by: by === 'program' ? 'program' : 'general-link',
    createdAt: date(row, 'created_at'),
    lastSeen: date(row, 'last_seen'),
    revoked: flag(row, 'revoked'),
    userAgent: text(row, 'user_agent'),
    address: text(row, 'address'),
  };
}
