import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ShareError } from '../contract/errors.ts';
import { ServiceSettings, usualSettings, type ServiceSettingsParts } from './service-settings.ts';
import { Database } from './store/database.ts';
import { prepareHome, resolveHome } from './store/home.ts';
import { SettingsStore } from './store/settings.ts';
import { storageOf } from './store/storage.ts';

function opened() {
  const database = new Database(':memory:');
  onTestFinished(() => database.close());
  const store = new SettingsStore(database);
  let changes = 0;
  const make = (given: ServiceSettingsParts['given'] = {}) =>
    new ServiceSettings({ given, store, onChange: () => void (changes += 1) });
  return { database, store, make, changes: () => changes };
}

test('nothing set and nothing given: the usual, all of it to be changed', () => {
  expect(opened().make().now).toEqual({ ...usualSettings, fixed: [] });
});

test('what was set holds at once, and over a start; never is a choice of its own', () => {
  const { make, changes } = opened();
  const settings = make();
  expect(settings.change({ auditDays: 0, sleepAfterMinutes: null })).toMatchObject({ auditDays: 0, fixed: [] });
  expect(settings.now.sleepAfterMinutes).toBeNull();
  expect(make().now).toEqual({ ...usualSettings, auditDays: 0, sleepAfterMinutes: null, fixed: [] });
  expect(changes()).toBe(1);
});

test('what was given at the start wins, says so, and is not changed; nor is what was asked for beside it', () => {
  const { make, store } = opened();
  make().change({ auditDays: 30 });
  const settings = make({ auditDays: 7, sleepAfterMinutes: null, storeLimitBytes: undefined });
  expect(settings.now).toMatchObject({
    auditDays: 7,
    sleepAfterMinutes: null,
    fixed: ['sleepAfterMinutes', 'auditDays'],
  });
  const refused = () => settings.change({ auditDays: 365, downloadLimitBytes: 1 });
  expect(refused).toThrow(ShareError);
  expect(refused).toThrow('--audit-days was given');
  expect(store.read()).toEqual({ auditDays: 30 });
});

test('of what else was given at the start nothing is shown', () => {
  const options = { password: 'correct horse', storeLimitBytes: 5 };
  expect(opened().make(options).now).toEqual({ ...usualSettings, storeLimitBytes: 5, fixed: ['storeLimitBytes'] });
});

test('what another version wrote otherwise is as if it was never set', () => {
  const { database, store } = opened();
  const write = database.prepare('INSERT INTO settings (name, value) VALUES (?, ?)');
  for (const [name, value] of [
    ['auditDays', '"long"'],
    ['storeLimitBytes', '{'],
    ['colour', '"blue"'],
    ['downloadLimitBytes', '5'],
  ] as const)
    write.run(name, value);
  expect(store.read()).toEqual({ downloadLimitBytes: 5 });
});

test('what lies on disk is counted at any depth; a folder that is not there takes nothing', async () => {
  const root = mkdtempSync(join(tmpdir(), 'annotate-share-storage-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const home = resolveHome(root, {});
  prepareHome(home);
  mkdirSync(join(home.downloads, 'a', 'b'), { recursive: true });
  writeFileSync(join(home.downloads, 'a', 'b', 'x.h5ad'), Buffer.alloc(1000));
  writeFileSync(join(home.downloads, 'a', 'note.json'), Buffer.alloc(24));
  expect(await storageOf(home)).toEqual({
    downloads: 1024,
    stores: 0,
    prepared: 0,
    folders: {
      home: root,
      annotations: join(root, 'annotations'),
      prepared: join(root, 'prepared'),
      downloads: join(root, 'cache', 'downloads'),
      logs: join(root, 'logs'),
    },
  });
});
