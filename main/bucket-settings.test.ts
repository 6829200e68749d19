import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { bucketSettingsSchema, usualBucket } from '../contract/buckets.ts';
import { AskingBuckets } from './bucket-settings.ts';
import { Buckets } from './store/buckets.ts';
import { Database } from './store/database.ts';
import { resolveHome } from './store/home.ts';
import { check } from './without-service.ts';

let database: Database;
beforeEach(() => void (database = new Database(':memory:')));
afterEach(() => database.close());

const own = { ...usualBucket, endpoint: 'https://s3.lab.example', profile: 'lab' };

test('a bucket is asked for as its owner has set it, also by the next service', () => {
  new AskingBuckets({}, new Buckets(database)).change('atlas', own);
  const next = new AskingBuckets({ endpoint: undefined }, new Buckets(database));
  expect(next.of('atlas')).toEqual({ endpoint: 'https://s3.lab.example', profile: 'lab' });
  expect(next.shown('atlas')).toEqual({ name: 'atlas', settings: own, fixed: false });
  expect(next.of('other')).toEqual({});
  next.change('atlas', usualBucket);
  expect(next.of('atlas')).toEqual({});
  expect(new Buckets(database).find('atlas')).toBeNull();
});

test('what was given at the start holds for all buckets and is not changed from the page', () => {
  new Buckets(database).set('atlas', own);
  const buckets = new AskingBuckets({ anonymous: true }, new Buckets(database));
  expect(buckets.of('atlas')).toEqual({ anonymous: true });
  expect(buckets.shown('atlas')).toMatchObject({ settings: { endpoint: null, anonymous: true }, fixed: true });
  expect(() => buckets.change('atlas', own)).toThrow('was given when Annotate Share was started');
  expect(() => new AskingBuckets({}, new Buckets(database)).change('At/las', own)).toThrow('no bucket of this name');
});

test('what another version wrote counts for nothing', () => {
  database.prepare('INSERT INTO buckets (name, settings) VALUES (?, ?), (?, ?)').run('a', '{', 'b', '{"endpoint":7}');
  expect([new Buckets(database).find('a'), new Buckets(database).find('b')]).toEqual([null, null]);
});

test('a check without a service asks as was kept, and makes no home where there is none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'annotate-share-buckets-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const nowhere = { endpoint: 'http://127.0.0.1:1', anonymous: true };
  const unreachable = {
    problems: [{ code: 'download-failed', message: expect.stringContaining('nothing listens') as string }],
  };
  const given = await check('s3://atlas/lung.h5ad', join(folder, 'none'), nowhere);
  expect([given, existsSync(join(folder, 'none'))]).toMatchObject([unreachable, false]);
  const kept = new Database(resolveHome(folder, {}).database);
  new Buckets(kept).set('atlas', { ...usualBucket, ...nowhere });
  kept.close();
  expect(await check('s3://atlas/lung.h5ad', folder)).toMatchObject(unreachable);
});

test.each([
  [{ endpoint: 'ftp://s3.lab.example' }],
  [{ endpoint: 's3.lab.example' }],
  [{ endpoint: 'https://anna:hunter2@s3.lab.example' }],
  [{ region: 'eu central' }],
  [{ region: '' }],
  [{ profile: '' }],
  [{ profile: 'a\nb' }],
  [{ profile: 'lab', anonymous: true }],
])('%j is refused', (wrong) => {
  expect(bucketSettingsSchema.safeParse({ ...usualBucket, ...wrong }).success).toBe(false);
});
