/** The keys that sign cookies: a new one each month, old ones accepted for as long as a cookie signed with them may live. */
import { randomBytes } from 'node:crypto';
import type { Database } from './database.ts';
import { date, type Row } from './rows.ts';

const DAY_MS = 24 * 60 * 60_000;
/** How long a browser keeps its cookie unless it comes back and gets a fresh one. */
export const COOKIE_LIFE_MS = 90 * DAY_MS;
export const SIGNS_FOR_MS = 30 * DAY_MS;
const ACCEPTED_FOR_MS = SIGNS_FOR_MS + COOKIE_LIFE_MS;
/** A service may run for months: how often it looks whether a key has become too old. */
const LOOK_EVERY_MS = 60 * 60_000;

interface CookieKey {
  readonly secret: string;
  readonly createdAt: Date;
}

export class CookieKeys {
  readonly #database: Database;
  readonly #now: () => number;
  #keys: readonly string[] = [];
  #lookedAt = -Infinity;

  constructor(database: Database, now: () => number = Date.now) {
    this.#database = database;
    this.#now = now;
  }

  /** Never empty. The first one signs, all are accepted; the same array as long as nothing changes. */
  current(): readonly string[] {
    const now = this.#now();
    if (now - this.#lookedAt < LOOK_EVERY_MS) return this.#keys;
    this.#lookedAt = now;
    const keys = this.#rotated(now);
    if (keys.join() !== this.#keys.join()) this.#keys = keys;
    return this.#keys;
  }

  /** In one transaction: two services on one home must agree on the keys. */
  #rotated(now: number): readonly string[] {
    return this.#database.transaction(() => {
      const oldest = new Date(now - ACCEPTED_FOR_MS).toISOString();
      this.#database.prepare('DELETE FROM cookie_keys WHERE created_at < ?').run(oldest);
      const newest = this.#all()[0];
      if (newest === undefined || now - newest.createdAt.getTime() >= SIGNS_FOR_MS) {
        this.#database
          .prepare('INSERT INTO cookie_keys (secret, created_at) VALUES (?, ?)')
          .run(randomBytes(32), new Date(now).toISOString());
      }
      return this.#all().map(({ secret }) => secret);
    });
  }

  #all(): readonly CookieKey[] {
    return this.#database
      .prepare('SELECT secret, created_at FROM cookie_keys ORDER BY created_at DESC, rowid DESC')
      .all()
      .map(toKey);
  }
}

function toKey(row: Row): CookieKey {
  const { secret } = row;
  if (!(secret instanceof Uint8Array)) throw new TypeError('column secret should hold bytes');
  return { secret: Buffer.from(secret).toString('base64url'), createdAt: date(row, 'created_at') };
}
