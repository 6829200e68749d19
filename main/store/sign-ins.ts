/** The browsers and programs that have signed in: what the cookie's id stands for, and whether it still holds. */
import { createHash, randomBytes } from 'node:crypto';
import type { Database } from './database.ts';
import { date, text, textOrNull, type Row } from './rows.ts';

const ways = ['general-link', 'program', 'invite', 'oidc'] as const;
const endings = ['signed-out', 'put-out', 'too-many'] as const;

/** Why a sign-in holds no more: its browser said so, the owner did, or the same invite was opened in too many others. */
export type Ending = (typeof endings)[number];

export interface SignIn {
  readonly id: string;
  readonly datasetId: string;
  /** Names the folder that holds this person's annotations. */
  readonly collaborator: string;
  readonly name: string;
  readonly by: (typeof ways)[number];
  readonly inviteId: string | null;
  readonly createdAt: Date;
  readonly lastSeen: Date;
  readonly ended: Ending | null;
  readonly userAgent: string;
  readonly address: string;
}

export type NewSignIn = Pick<SignIn, 'datasetId' | 'collaborator' | 'name' | 'by' | 'userAgent' | 'address'> & {
  readonly inviteId?: string;
};

export class SignIns {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The id is 128 random bits: it is the whole secret in a browser's (signed) cookie. */
  create(signIn: NewSignIn): SignIn {
    const id = randomBytes(16).toString('hex');
    const now = new Date();
    const userAgent = signIn.userAgent.slice(0, 400);
    this.#database
      .prepare(
        `INSERT INTO sign_ins
           (id, dataset_id, collaborator, name, by, invite_id, created_at, last_seen, user_agent, address)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        id,
        signIn.datasetId,
        signIn.collaborator,
        signIn.name,
        signIn.by,
        signIn.inviteId ?? null,
        now.toISOString(),
        now.toISOString(),
        userAgent,
        signIn.address,
      );
    const inviteId = signIn.inviteId ?? null;
    return { ...signIn, inviteId, userAgent, id, createdAt: now, lastSeen: now, ended: null };
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

  /** For good; the first reason stays. */
  revoke(id: string, why: Ending = 'put-out'): void {
    this.#database.prepare('UPDATE sign_ins SET revoked = 1, ended = ? WHERE id = ? AND revoked = 0').run(why, id);
  }

  /** All browsers that came in by this invite. */
  revokeAllOf(inviteId: string, why: Ending): void {
    this.#database
      .prepare('UPDATE sign_ins SET revoked = 1, ended = ? WHERE invite_id = ? AND revoked = 0')
      .run(why, inviteId);
  }

  /** Oldest first. */
  listFor(datasetId: string): readonly SignIn[] {
    return this.#database
      .prepare('SELECT * FROM sign_ins WHERE dataset_id = ? ORDER BY created_at, rowid')
      .all(datasetId)
      .map(toSignIn);
  }

  /** Browsers that are in by this invite; the one idle longest first. */
  holdingOf(inviteId: string): readonly SignIn[] {
    return this.#database
      .prepare('SELECT * FROM sign_ins WHERE invite_id = ? AND revoked = 0 ORDER BY last_seen, rowid')
      .all(inviteId)
      .map(toSignIn);
  }
}

/** Names a browser to its owner: the sign-in's id itself is what a cookie holds, and is shown to nobody. */
export function browserIdOf(signIn: Pick<SignIn, 'id'>): string {
  return `b-${createHash('sha256').update(`browser\n${signIn.id}`).digest('hex').slice(0, 16)}`;
}

function toSignIn(row: Row): SignIn {
  const by = text(row, 'by');
  const ended = textOrNull(row, 'ended');
  return {
    id: text(row, 'id'),
    datasetId: text(row, 'dataset_id'),
    collaborator: text(row, 'collaborator'),
    name: text(row, 'name'),
    by: ways.find((way) => way === by) ?? 'general-link',
    inviteId: textOrNull(row, 'invite_id'),
    createdAt: date(row, 'created_at'),
    lastSeen: date(row, 'last_seen'),
    // Those that ended before reasons were kept had one reason: they were signed out.
    ended: endings.find((ending) => ending === ended) ?? (row['revoked'] === 0 ? null : 'signed-out'),
    userAgent: text(row, 'user_agent'),
    address: text(row, 'address'),
  };
}
