/** The accounts of the whole server: who may sign in at its front page, by which password hash, and which browsers have. */
import { randomBytes } from 'node:crypto';
import type { Database } from './database.ts';
import { date, flag, text, textOrNull, type Row } from './rows.ts';
import type { Ending } from './sign-ins.ts';

export interface Account {
  readonly id: string;
  /** What its owner types in; unique, upper and lower case differ. */
  readonly name: string;
  /** Names the folders of this person's annotations, in every dataset. */
  readonly collaborator: string;
  /** As our own hasher writes it, or as it stood in an imported file; null for who signs in at a web server in front. */
  readonly passwordHash: string | null;
  /** Of the imported file's hash, hashed itself: tells later whether the file has another one. */
  readonly importedHash: string | null;
  /** Whether it came by an import. */
  readonly imported: boolean;
}

export type NewAccount = Pick<Account, 'name' | 'collaborator' | 'passwordHash' | 'imported'>;

export interface AccountSignIn {
  readonly id: string;
  readonly accountId: string;
  readonly createdAt: Date;
  readonly lastSeen: Date;
  readonly ended: Ending | null;
  readonly userAgent: string;
  readonly address: string;
}

export class Accounts {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Whether there is any: without one the server has no front page. */
  get some(): boolean {
    return this.#database.prepare('SELECT 1 FROM accounts LIMIT 1').get() !== undefined;
  }

  create({ name, collaborator, passwordHash, imported }: NewAccount): Account {
    const id = randomBytes(8).toString('hex');
    this.#database
      .prepare(
        `INSERT INTO accounts (id, name, collaborator, password_hash, imported, created_at) VALUES (?, ?, ?, ?, ?, ?)`,
      )
      .run(id, name, collaborator, passwordHash, Number(imported), new Date().toISOString());
    return { id, name, collaborator, passwordHash, importedHash: null, imported };
  }

  /** By name. */
  list(): readonly Account[] {
    return this.#database.prepare('SELECT * FROM accounts ORDER BY name').all().map(toAccount);
  }

  named(name: string): Account | null {
    return this.#one('SELECT * FROM accounts WHERE name = ?', name);
  }

  ofCollaborator(collaborator: string): Account | null {
    return this.#one('SELECT * FROM accounts WHERE collaborator = ?', collaborator);
  }

  /** Which hashes are not our own: what it takes to check one of them decides what it takes to check any. */
  foreignHashes(): readonly string[] {
    return this.#database
      .prepare(`SELECT password_hash FROM accounts WHERE password_hash NOT LIKE '$scrypt$%'`)
      .all()
      .map((row) => text(row, 'password_hash'));
  }

  /** Puts out nobody: whoever is in stays in. */
  setPassword(id: string, passwordHash: string | null, importedHash: string | null): void {
    this.#database
      .prepare('UPDATE accounts SET password_hash = ?, imported_hash = ? WHERE id = ?')
      .run(passwordHash, importedHash, id);
  }

  /** The same password under another hash; nothing happens when it was changed meanwhile. */
  upgrade(id: string, from: string, passwordHash: string, importedHash: string): void {
    this.#database
      .prepare('UPDATE accounts SET password_hash = ?, imported_hash = ? WHERE id = ? AND password_hash = ?')
      .run(passwordHash, importedHash, id, from);
  }

  markImported(id: string): void {
    this.#database.prepare('UPDATE accounts SET imported = 1 WHERE id = ?').run(id);
  }

  /** With its memberships and sign-ins. Annotations stay where they are, and are found again by an account of the same name. */
  remove(id: string): void {
    this.#database.prepare('DELETE FROM accounts WHERE id = ?').run(id);
  }

  /** The id is 128 random bits: it is the whole secret in a browser's (signed) cookie. */
  signIn(accountId: string, from: { readonly address: string; readonly userAgent: string }): AccountSignIn {
    const id = randomBytes(16).toString('hex');
    const now = new Date();
    const userAgent = from.userAgent.slice(0, 400);
    this.#database
      .prepare(
        `INSERT INTO account_sign_ins (id, account_id, created_at, last_seen, user_agent, address)
         VALUES (?, ?, ?, ?, ?, ?)`,
      )
      .run(id, accountId, now.toISOString(), now.toISOString(), userAgent, from.address);
    return { id, accountId, createdAt: now, lastSeen: now, ended: null, userAgent, address: from.address };
  }

  findSignIn(id: string): AccountSignIn | null {
    const row = this.#database.prepare('SELECT * FROM account_sign_ins WHERE id = ?').get(id);
    return row === undefined ? null : toSignIn(row);
  }

  /** Whose sign-in this is, as long as it holds. */
  signedIn(signInId: string): Account | null {
    return this.#one(
      `SELECT accounts.* FROM account_sign_ins JOIN accounts ON accounts.id = account_id
       WHERE account_sign_ins.id = ? AND ended IS NULL`,
      signInId,
    );
  }

  /** Browsers that are in; the one seen last first. */
  holding(accountId: string): readonly AccountSignIn[] {
    return this.#database
      .prepare(
        'SELECT * FROM account_sign_ins WHERE account_id = ? AND ended IS NULL ORDER BY last_seen DESC, rowid DESC',
      )
      .all(accountId)
      .map(toSignIn);
  }

  touch(signInId: string, at: Date): void {
    if (!this.#database.isOpen) return;
    this.#database.prepare('UPDATE account_sign_ins SET last_seen = ? WHERE id = ?').run(at.toISOString(), signInId);
  }

  /** For good; the first reason stays. */
  end(signInId: string, why: Ending): void {
    this.#database.prepare('UPDATE account_sign_ins SET ended = ? WHERE id = ? AND ended IS NULL').run(why, signInId);
  }

  endAll(accountId: string, why: Ending): void {
    this.#database
      .prepare('UPDATE account_sign_ins SET ended = ? WHERE account_id = ? AND ended IS NULL')
      .run(why, accountId);
  }

  #one(sql: string, value: string): Account | null {
    const row = this.#database.prepare(sql).get(value);
    return row === undefined ? null : toAccount(row);
  }
}

function toAccount(row: Row): Account {
  return {
    id: text(row, 'id'),
    name: text(row, 'name'),
    collaborator: text(row, 'collaborator'),
    passwordHash: textOrNull(row, 'password_hash'),
    importedHash: textOrNull(row, 'imported_hash'),
    imported: flag(row, 'imported'),
  };
}

const endings = ['signed-out', 'put-out', 'too-many'] as const;

function toSignIn(row: Row): AccountSignIn {
  const ended = textOrNull(row, 'ended');
  return {
    id: text(row, 'id'),
    accountId: text(row, 'account_id'),
    createdAt: date(row, 'created_at'),
    lastSeen: date(row, 'last_seen'),
    ended: ended === null ? null : (endings.find((one) => one === ended) ?? 'put-out'),
    userAgent: text(row, 'user_agent'),
    address: text(row, 'address'),
  };
}
