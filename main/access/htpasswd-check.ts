/** Compares a password with one line's hash. Takes processor time: called in a thread of its own only. */
import { createHash, timingSafeEqual } from 'node:crypto';
import bcrypt from 'bcryptjs';
import { apr1 } from './apr1.ts';

/** False for whatever is not a hash that {@link file://./htpasswd.ts | readHtpasswd} lets through. */
export function checkPassword(hash: string, password: string): boolean {
  const [, salt, digest] = /^\$apr1\$([^$]{1,8})\$(.{22})$/.exec(hash) ?? [];
  if (salt !== undefined && digest !== undefined) return same(digest, apr1(password, salt));
  if (hash.startsWith('{SHA}')) return same(hash.slice(5), createHash('sha1').update(password).digest('base64'));
  return hash.startsWith('$2') && bcrypt.compareSync(password, hash);
}

function same(expected: string, computed: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(computed)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What it costs to check: two hashes of the same kind take the same time. Null for what is no hash of such a file. */
export function kindOfForeignHash(hash: string): string | null {
  const [, cost] = /^\$2[aby]\$(\d\d)\$/.exec(hash) ?? [];
  if (cost !== undefined) return `bcrypt ${cost}`;
  if (hash.startsWith('$apr1$')) return 'apr1';
  return hash.startsWith('{SHA}') ? 'sha1' : null;
}
