/** The one SQLite file: opened in write-ahead mode, brought to the newest shape, closed in order. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** Each entry brings the database from version n to n + 1. Never edited once released, only added to. */
const migrations = [
  `CREATE TABLE server_keys (name TEXT PRIMARY KEY, secret BLOB NOT NULL) STRICT;
   CREATE TABLE datasets (
     id TEXT PRIMARY KEY,
     path TEXT NOT NULL UNIQUE,
     slug TEXT NOT NULL UNIQUE,
     title TEXT NOT NULL,
     diffexp INTEGER NOT NULL DEFAULT 1,
     annotations INTEGER NOT NULL DEFAULT 1,
     general_role TEXT NOT NULL DEFAULT 'annotator',
     password_generation INTEGER NOT NULL DEFAULT 0,
     size_bytes INTEGER,
     shared_at TEXT NOT NULL,
     forgotten INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE TABLE sign_ins (
     id TEXT PRIMARY KEY,
     dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
     collaborator TEXT NOT NULL,
     name TEXT NOT NULL,
     by TEXT NOT NULL,
     created_at TEXT NOT NULL,
     last_seen TEXT NOT NULL,
     revoked INTEGER NOT NULL DEFAULT 0,
     user_agent TEXT NOT NULL,
     address TEXT NOT NULL
   ) STRICT;
   CREATE INDEX sign_ins_by_dataset ON sign_ins (dataset_id, created_at);`,
  // Null: as the service has it. 0: never.
  'ALTER TABLE datasets ADD COLUMN sleep_after_minutes REAL;',
  `CREATE TABLE invites (
     id TEXT PRIMARY KEY,
     dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
     collaborator TEXT NOT NULL UNIQUE,
     name TEXT NOT NULL,
     role TEXT NOT NULL,
     generation INTEGER NOT NULL DEFAULT 0,
     created_at TEXT NOT NULL,
     expires_at TEXT,
     revoked_at TEXT
   ) STRICT;
   CREATE INDEX invites_by_dataset ON invites (dataset_id, created_at);
   ALTER TABLE sign_ins ADD COLUMN invite_id TEXT REFERENCES invites (id) ON DELETE CASCADE;
   ALTER TABLE sign_ins ADD COLUMN ended TEXT;
   CREATE INDEX sign_ins_by_invite ON sign_ins (invite_id) WHERE invite_id IS NOT NULL;
   ALTER TABLE datasets ADD COLUMN general_open INTEGER NOT NULL DEFAULT 1;
   CREATE TABLE cookie_keys (secret BLOB NOT NULL, created_at TEXT NOT NULL) STRICT;
   INSERT INTO cookie_keys (secret, created_at)
     SELECT secret, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM server_keys WHERE name = 'cookies';
   DELETE FROM server_keys WHERE name = 'cookies';`,
  `CREATE TABLE accounts (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL UNIQUE,
     collaborator TEXT NOT NULL UNIQUE,
     password_hash TEXT,
     imported_hash TEXT,
     imported INTEGER NOT NULL DEFAULT 0,
     created_at TEXT NOT NULL
   ) STRICT;
   CREATE TABLE groups (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, created_at TEXT NOT NULL) STRICT;
   CREATE TABLE memberships (
     group_id TEXT NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
     account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
     role TEXT NOT NULL,
     imported INTEGER NOT NULL DEFAULT 0,
     PRIMARY KEY (group_id, account_id)
   ) STRICT;
   CREATE INDEX memberships_by_account ON memberships (account_id);
   CREATE TABLE group_datasets (
     group_id TEXT NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
     dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
     PRIMARY KEY (group_id, dataset_id)
   ) STRICT;
   CREATE INDEX group_datasets_by_dataset ON group_datasets (dataset_id);
   CREATE TABLE account_sign_ins (
     id TEXT PRIMARY KEY,
     account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
     created_at TEXT NOT NULL,
     last_seen TEXT NOT NULL,
     ended TEXT,
     user_agent TEXT NOT NULL,
     address TEXT NOT NULL
   ) STRICT;
   CREATE INDEX account_sign_ins_by_account ON account_sign_ins (account_id);`,
  // One row at most: what the owner last chose for the network.
  `CREATE TABLE network_choice (
     id INTEGER PRIMARY KEY CHECK (id = 1),
     lan INTEGER NOT NULL,
     port INTEGER
   ) STRICT;`,
  `CREATE TABLE audit (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     dataset_id TEXT NOT NULL,
     at TEXT NOT NULL,
     until TEXT NOT NULL,
     count INTEGER NOT NULL,
     action TEXT NOT NULL,
     actor TEXT NOT NULL,
     person_id TEXT,
     name TEXT,
     address TEXT,
     subject TEXT,
     value TEXT
   ) STRICT;
   CREATE INDEX audit_by_dataset ON audit (dataset_id, id);
   CREATE INDEX audit_by_age ON audit (until);
   CREATE TABLE data_use (
     dataset_id TEXT PRIMARY KEY REFERENCES datasets (id) ON DELETE CASCADE,
     title TEXT NOT NULL,
     contact TEXT NOT NULL,
     terms TEXT NOT NULL
   ) STRICT;
   CREATE TABLE acceptances (
     dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
     collaborator TEXT NOT NULL,
     name TEXT NOT NULL,
     terms_hash TEXT NOT NULL,
     accepted_at TEXT NOT NULL,
     PRIMARY KEY (dataset_id, collaborator, terms_hash)
   ) STRICT;`,
  // A fingerprint recognises a file that was moved.
  `ALTER TABLE datasets ADD COLUMN hidden_columns TEXT NOT NULL DEFAULT '[]';
   ALTER TABLE datasets ADD COLUMN hide_expression INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE datasets ADD COLUMN fingerprint TEXT;
   ALTER TABLE datasets ADD COLUMN favourite INTEGER NOT NULL DEFAULT 0;
   CREATE INDEX datasets_by_fingerprint ON datasets (fingerprint) WHERE fingerprint IS NOT NULL;`,
  // Who came in by an identity provider, and what it may open.
  `CREATE TABLE oidc_people (
     dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
     collaborator TEXT NOT NULL,
     issuer TEXT NOT NULL,
     name TEXT NOT NULL,
     address TEXT,
     verified INTEGER NOT NULL,
     role TEXT,
     blocked_at TEXT,
     PRIMARY KEY (dataset_id, collaborator)
   ) STRICT;
   CREATE TABLE oidc_access (
     dataset_id TEXT PRIMARY KEY REFERENCES datasets (id) ON DELETE CASCADE,
     role TEXT NOT NULL,
     open INTEGER NOT NULL
   ) STRICT;`,
  // What was set for each way out to the internet the last time, as the contract has it.
  'CREATE TABLE ways_out (provider TEXT PRIMARY KEY, request TEXT NOT NULL) STRICT;',
  // What the owner has set for all sessions, each as JSON.
  'CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;',
  // How buckets are asked for, as JSON.
  'CREATE TABLE buckets (name TEXT PRIMARY KEY, settings TEXT NOT NULL) STRICT;',
];

export class Database {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @param file path of the database, or `:memory:` */
  constructor(file: string) {
    this.#connection = new DatabaseSync(file);
    // Two programs may share a home (two `share` commands): writers wait for each other instead of failing.
    this.#connection.exec(
      'PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;',
    );
    this.#migrate();
  }

  get isOpen(): boolean {
    return this.#connection.isOpen;
  }

  /** Prepared once for each text: some are run at every request. */
  prepare(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  /** All or nothing; takes the write lock at once so that what `work` reads stays true until it is done. */
  transaction<T>(work: () => T): T {
    this.#connection.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#connection.exec('COMMIT');
      return result;
    } catch (error) {
      this.#connection.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    if (this.#connection.isOpen) this.#connection.close();
  }

  #migrate(): void {
    this.transaction(() => {
      const row = this.#connection.prepare('PRAGMA user_version').get();
      const version = Number(row?.['user_version'] ?? 0);
      if (version > migrations.length) {
        throw new Error(
          `the database was written by a newer Annotate Share (version ${version}, this one knows ${migrations.length})`,
        );
      }
      for (const migration of migrations.slice(version)) this.#connection.exec(migration);
      this.#connection.exec(`PRAGMA user_version = ${migrations.length}`);
    });
  }
}
