/** Keys of this installation, made once and kept: passwords and links are derived from them and never stored. */
import { randomBytes } from 'node:crypto';
import type { Database } from './database.ts';

export type KeyName = 'general-links' | 'invites' | 'oidc';

/** 32 random bytes; the same ones for the same name for as long as the home lives. */
export function serverKey(database: Database, name: KeyName): Buffer {
  return database.transaction(() => {
    const row = database.prepare('SELECT secret FROM server_keys WHERE name = ?').get(name);
    if (row?.['secret'] instanceof Uint8Array) return Buffer.from(row['secret']);
    const secret = randomBytes(32);
    database.prepare('INSERT INTO server_keys (name, secret) VALUES (?, ?)').run(name, secret);
    return secret;
  });
}
