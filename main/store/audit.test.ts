import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AuditLog, FLUSH_WITHIN_MS, type AuditRecord } from './audit.ts';
import { Database } from './database.ts';

const day = 86_400_000;
let folder: string;
let database: Database;
let log: AuditLog;
let now: Date;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'annotate-share-audit-'));
  database = new Database(join(folder, 'test.sqlite'));
  now = new Date('2026-11-20T10:00:00Z');
  log = open(90);
});
afterEach(() => {
  log.close();
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(days: number): AuditLog {
  return new AuditLog(database, { days, now: () => now });
}
const later = (ms: number) => (now = new Date(now.getTime() + ms));
const rows = () => Number(database.prepare('SELECT count(*) AS n FROM audit').get()?.['n']);
const all = (datasetId = 'lung') => log.list(datasetId, { limit: 1000 });

const wrong = (address: string): AuditRecord => ({
  datasetId: 'lung',
  action: 'sign-in-refused',
  actor: 'stranger',
  address,
  subject: 'password',
});
const maria = (action: AuditRecord['action'], subject: string | null = null): AuditRecord => ({
  datasetId: 'lung',
  action,
  actor: 'person',
  personId: 'maria-abc',
  name: 'Maria',
  address: '10.0.0.7',
  subject,
});
const owner = (action: AuditRecord['action'], value: string | null = null): AuditRecord => ({
  datasetId: 'lung',
  action,
  actor: 'owner',
  value,
});

test('what was recorded is read at once, newest first, of this dataset alone', () => {
  log.record(owner('started-session'));
  later(1000);
  log.record(maria('saved-labels'));
  log.record({ ...maria('saved-labels'), datasetId: 'liver' });
  expect(all()).toEqual([
    {
      id: 2,
      at: '2026-11-20T10:00:01.000Z',
      until: '2026-11-20T10:00:01.000Z',
      count: 1,
      action: 'saved-labels',
      actor: 'person',
      personId: 'maria-abc',
      name: 'Maria',
      address: '10.0.0.7',
      subject: null,
      value: null,
    },
    expect.objectContaining({ id: 1, action: 'started-session', actor: 'owner', name: null }),
  ]);
});

test('nobody waits for a disk: it is written a moment later by itself, and at the end', async () => {
  log.record(maria('opened-page'));
  expect(rows()).toBe(0);
  const began = performance.now();
  while (rows() === 0 && performance.now() - began < 20 * FLUSH_WITHIN_MS)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(rows()).toBe(1);
  log.record(maria('ran-diffexp'));
  log.close();
  expect(rows()).toBe(2);
});

test('ten thousand wrong passwords from one address are a few entries with a count', () => {
  for (let guess = 0; guess < 10_000; guess += 1) {
    log.record(wrong('192.0.2.1'));
    later(100);
    if (guess % 100 === 0) log.flush();
  }
  const entries = all();
  expect(entries.length).toBeLessThanOrEqual(3);
  expect(entries.reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
  expect(entries.at(-1)).toMatchObject({ at: '2026-11-20T10:00:00.000Z', until: '2026-11-20T10:09:59.900Z' });
});

test('as many from as many addresses are bounded, too, and those seen first keep their address', () => {
  for (let guess = 0; guess < 10_000; guess += 1) log.record(wrong(`2001:db8::${guess.toString(16)}`));
  const entries = all();
  expect(entries).toHaveLength(101);
  expect(entries.reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
  expect(entries.filter(({ address }) => address === null)).toHaveLength(1);
  log.record(wrong('2001:db8::1'));
  expect(all().find(({ address }) => address === '2001:db8::1')?.count).toBe(2);
});

test('saves within a minute are one entry; who, what and where keep entries apart; the owner’s acts are never put together', () => {
  log.record(maria('saved-labels'));
  later(59_000);
  log.record(maria('saved-labels'));
  log.record({ ...maria('saved-labels'), address: '10.0.0.8' });
  log.record({ ...maria('saved-labels'), personId: 'jonas-abc', name: 'Jonas' });
  log.record(maria('saved-gene-sets'));
  later(2000);
  log.record(maria('saved-labels'));
  log.record(owner('switched-toggle', 'on'));
  log.record(owner('switched-toggle', 'on'));
  expect(all().map(({ action, name, address, count }) => [action, name, address, count])).toEqual([
    ['switched-toggle', null, null, 1],
    ['switched-toggle', null, null, 1],
    ['saved-labels', 'Maria', '10.0.0.7', 1],
    ['saved-gene-sets', 'Maria', '10.0.0.7', 1],
    ['saved-labels', 'Jonas', '10.0.0.7', 1],
    ['saved-labels', 'Maria', '10.0.0.8', 1],
    ['saved-labels', 'Maria', '10.0.0.7', 2],
  ]);
});

test('a page at a time, and only what is new since', () => {
  for (let one = 0; one < 5; one += 1) {
    log.record(owner('changed-title', String(one)));
    later(60_000);
  }
  const page = log.list('lung', { limit: 2 });
  expect(page.map(({ value }) => value)).toEqual(['4', '3']);
  expect(log.list('lung', { limit: 2, before: page[1]?.id }).map(({ value }) => value)).toEqual(['2', '1']);
  const since = new Date('2026-11-20T10:03:00Z');
  expect(log.list('lung', { limit: 10, since }).map(({ value }) => value)).toEqual(['4', '3']);
});

describe('how long it is kept', () => {
  test('what is older is forgotten, at the start and later', () => {
    log.record(owner('started-session'));
    later(30 * day);
    log.record(owner('stopped-session'));
    log.close();
    later(60 * day + 1);
    log = open(90);
    expect(all().map(({ action }) => action)).toEqual(['stopped-session']);
    later(40 * day);
    log.prune();
    expect(all()).toEqual([]);
  });

  test('0 keeps nothing, and forgets what was kept before', () => {
    log.record(owner('started-session'));
    log.close();
    later(1);
    log = open(0);
    log.record(owner('stopped-session'));
    expect(all()).toEqual([]);
    expect(log.revision('lung')).toBe(0);
  });
});

test('each entry raises the number by which pages see that there is something new', () => {
  expect(log.revision('lung')).toBe(0);
  log.record(maria('opened-page'));
  log.record(maria('opened-page'));
  expect([log.revision('lung'), log.revision('liver')]).toEqual([2, 0]);
});

test('what cannot be written now is written later', () => {
  const other = new Database(join(folder, 'test.sqlite'));
  database.prepare('PRAGMA busy_timeout = 0').get();
  other.transaction(() => {
    log.record(maria('saved-labels'));
    expect(() => log.flush()).toThrow(/locked/);
  });
  other.close();
  log.record(maria('saved-labels'));
  expect(all()).toMatchObject([{ action: 'saved-labels', count: 2 }]);
});

test('what was written half and taken back is written whole the next time', () => {
  const refuse =
    "CREATE TEMP TRIGGER refuse BEFORE INSERT ON audit WHEN NEW.action = 'opened-page' BEGIN SELECT RAISE(ABORT, 'no'); END";
  database.prepare(refuse).run();
  log.record(maria('saved-labels'));
  log.record(maria('opened-page'));
  expect(() => log.flush()).toThrow('no');
  database.prepare('DROP TRIGGER refuse').run();
  expect(all().map(({ action, count }) => [action, count])).toEqual([
    ['opened-page', 1],
    ['saved-labels', 1],
  ]);
});
