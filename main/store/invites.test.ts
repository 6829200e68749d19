import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CookieKeys, COOKIE_LIFE_MS, SIGNS_FOR_MS } from './cookie-keys.ts';
import { Database } from './database.ts';
import { Datasets } from './datasets.ts';
import { Invites } from './invites.ts';
import { browserIdOf, SignIns } from './sign-ins.ts';

let database: Database;
let datasetId: string;
beforeEach(() => {
  database = new Database(':memory:');
  datasetId = new Datasets(database).remember({ path: '/x.h5ad', sizeBytes: 1, title: 'X' }, () => 'x').id;
});
afterEach(() => database.close());

const whom = (name: string) => ({
  datasetId,
  collaborator: `${name}-1`,
  name,
  role: 'viewer' as const,
  expiresAt: null,
});

describe('Invites', () => {
  test('are kept, listed oldest first, and changed where a change says so', () => {
    const invites = new Invites(database);
    const { id } = invites.create(whom('Maria'));
    invites.create(whom('Jonas'));
    expect(id).toMatch(/^[0-9a-f]{20}$/);
    const soon = new Date('2030-01-01T00:00:00.000Z');
    expect(invites.change(id, { role: 'annotator' })).toMatchObject({
      role: 'annotator',
      name: 'Maria',
      expiresAt: null,
    });
    expect(invites.change(id, { expiresAt: soon })).toMatchObject({ role: 'annotator', expiresAt: soon });
    expect(invites.change(id, { expiresAt: null, revokedAt: soon })).toMatchObject({
      expiresAt: null,
      revokedAt: soon,
    });
    expect(invites.change(id, { revokedAt: null }).revokedAt).toBeNull();
    expect([invites.renew(id).generation, invites.renew(id).generation]).toEqual([1, 2]);
    expect(invites.listFor(datasetId).map(({ name }) => name)).toEqual(['Maria', 'Jonas']);
    expect(invites.listFor('other')).toEqual([]);
    expect(() => invites.change('nope', {})).toThrow('nope');
  });

  test('two people never share a folder', () => {
    const invites = new Invites(database);
    invites.create(whom('Maria'));
    expect(() => invites.create(whom('Maria'))).toThrow();
  });

  test('their browsers are found by who was idle longest, and ended together', () => {
    const { id: inviteId, collaborator, name } = new Invites(database).create(whom('Maria'));
    const signIns = new SignIns(database);
    const enter = () =>
      signIns.create({ datasetId, collaborator, name, by: 'invite', inviteId, userAgent: '', address: '' });
    const [first, second, third] = [enter(), enter(), enter()];
    const guest = signIns.create({
      datasetId,
      collaborator: 'g',
      name: 'G',
      by: 'general-link',
      userAgent: '',
      address: '',
    });
    signIns.touch(first.id, new Date('2999-01-01T00:00:00Z'));
    signIns.revoke(second.id, 'too-many');
    expect(signIns.holdingOf(inviteId).map(({ id }) => id)).toEqual([third.id, first.id]);
    signIns.revokeAllOf(inviteId, 'signed-out');
    expect(signIns.holdingOf(inviteId)).toEqual([]);
    expect([second, third, guest].map(({ id }) => signIns.find(id)?.ended)).toEqual(['too-many', 'signed-out', null]);
    expect(browserIdOf(first)).toMatch(/^b-[0-9a-f]{16}$/);
    expect(first.id).not.toContain(browserIdOf(first).slice(2));
  });
});

describe('CookieKeys', () => {
  const day = 24 * 60 * 60_000;
  let now = 0;
  beforeEach(() => {
    now = Date.parse('2026-01-01T00:00:00Z');
  });

  test('a key signs for a month and is accepted for as long as its cookies live; the array changes only then', () => {
    const keys = new CookieKeys(database, () => now);
    const [first] = keys.current();
    expect(keys.current()).toBe(keys.current());
    now += SIGNS_FOR_MS - day;
    const before = keys.current();
    expect(before).toEqual([first]);
    now += day;
    const [second, ...older] = keys.current();
    expect(older).toEqual([first]);
    expect(second).not.toBe(first);
    // The last cookie that the first key signed lives this long.
    now += COOKIE_LIFE_MS - day;
    expect(keys.current()).toContain(first);
    now += 2 * day;
    expect(keys.current()).not.toContain(first);
    expect(keys.current()).toContain(second);
  });

  test('two services on one home have the same ones', () => {
    expect(new CookieKeys(database, () => now).current()).toEqual(new CookieKeys(database, () => now).current());
  });
});

test('a database of the first version keeps its datasets, sign-ins and cookie key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'annotate-share-old-'));
  const file = join(folder, 'old.sqlite');
  const old = new DatabaseSync(file);
  old.exec(`
    CREATE TABLE server_keys (name TEXT PRIMARY KEY, secret BLOB NOT NULL) STRICT;
    CREATE TABLE datasets (
      id TEXT PRIMARY KEY, path TEXT NOT NULL UNIQUE, slug TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
      diffexp INTEGER NOT NULL DEFAULT 1, annotations INTEGER NOT NULL DEFAULT 1,
      general_role TEXT NOT NULL DEFAULT 'annotator', password_generation INTEGER NOT NULL DEFAULT 0,
      size_bytes INTEGER, shared_at TEXT NOT NULL, forgotten INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE sign_ins (
      id TEXT PRIMARY KEY, dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE, collaborator TEXT NOT NULL,
      name TEXT NOT NULL, by TEXT NOT NULL, created_at TEXT NOT NULL, last_seen TEXT NOT NULL,
      revoked INTEGER NOT NULL DEFAULT 0, user_agent TEXT NOT NULL, address TEXT NOT NULL
    ) STRICT;
    INSERT INTO server_keys VALUES ('cookies', x'00ff'), ('general-links', x'01');
    INSERT INTO datasets (id, path, slug, title, shared_at) VALUES ('d1', '/x', 'x', 'X', '2026-01-01T00:00:00.000Z');
    INSERT INTO sign_ins VALUES ('s1', 'd1', 'guest-1', 'Guest 1', 'general-link', '2026-01-01T00:00:00.000Z',
      '2026-01-01T00:00:00.000Z', 0, '', ''), ('s2', 'd1', 'guest-2', 'Guest 2', 'general-link',
      '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 1, '', '');
    PRAGMA user_version = 1;`);
  old.close();
  const migrated = new Database(file);
  expect(new CookieKeys(migrated).current()).toEqual([Buffer.from([0, 255]).toString('base64url')]);
  expect(new Datasets(migrated).find('/x')?.generalOpen).toBe(true);
  expect(new SignIns(migrated).listFor('d1').map(({ ended }) => ended)).toEqual([null, 'signed-out']);
  migrated.close();
  rmSync(folder, { recursive: true });
});
