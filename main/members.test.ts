import { mkdtempSync, realpathSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { FileServer } from './datasets/remote/testing/file-server.ts';
import { withGroups } from './members.ts';
import { AuditLog } from './store/audit.ts';
import { Database } from './store/database.ts';
import { Datasets } from './store/datasets.ts';
import { resolveHome } from './store/home.ts';

const sha = '{SHA}573q2y3Iduuwwu5XRkn6NvOhiBA=';
/** How a file of 2128 bytes begins that HDF5 wrote. */
const superblock =
  '894844460d0a1a0a000000000008080004001000000000000000000000000000ffffffffffffffff5008000000000000ffffffffffffffff';
let home: string;
beforeEach(() => void (home = realpathSync(mkdtempSync(join(tmpdir(), 'annotate-share-members-')))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Oldest first: action, whom or what it is about, and the value. */
function recorded(of: (database: Database) => string = () => ''): (string | null)[][] {
  const database = new Database(resolveHome(home, {}).database);
  const audit = new AuditLog(database, { days: 90 });
  const entries = audit.list(of(database), { limit: 100 });
  audit.close();
  database.close();
  return entries.toReversed().map(({ action, subject, value }) => [action, subject, value]);
}

describe('what the owner does with accounts and groups is in the audit, without a service too', () => {
  test('members, passwords, sign-ins, removals', async () => {
    await withGroups(home, async (grouping) => {
      await grouping.changeGroup('lung', { setMembers: [{ name: 'maria', role: 'analyst' }] });
      await grouping.changeAccount('maria', { password: 'a good long one', signOut: true });
      await grouping.changeGroup('lung', { removeMembers: ['maria'] });
      grouping.removeAccount('maria');
      grouping.removeGroup('lung');
    });
    expect(recorded()).toEqual([
      ['set-member', 'maria', 'analyst lung'],
      ['set-account-password', 'maria', null],
      ['signed-out-account', 'maria', null],
      ['removed-member', 'maria', 'lung'],
      ['removed-account', 'maria', null],
      ['removed-group', 'lung', null],
    ]);
  });

  test('an import, but not what it would do', async () => {
    const wish = { htpasswd: `maria:${sha}\njonas:${sha}\n`, groups: 'lung: maria\n' };
    await withGroups(home, (grouping) => grouping.importUsers({ ...wish, dryRun: true }));
    expect(recorded()).toEqual([]);
    await withGroups(home, (grouping) => grouping.importUsers(wish));
    await withGroups(home, (grouping) => grouping.importUsers(wish));
    expect(recorded()).toEqual([
      ['imported-users', null, '2'],
      ['set-member', 'maria', 'annotator lung'],
    ]);
  });

  test('a dataset that lies elsewhere is looked at and not fetched; another way to write its address is the same one', async () => {
    const content = Buffer.concat([Buffer.from(superblock, 'hex'), Buffer.alloc(200_000)]);
    const server = await new FileServer(content).listen();
    onTestFinished(() => server.close());
    const paths: string[][] = [];
    await withGroups(home, async (grouping) => {
      const given = await grouping.changeGroup('lung', { addDatasets: [server.url.replace('http', 'HTTP')] });
      const taken = await grouping.changeGroup('lung', { removeDatasets: [`${server.url}#cells`] });
      for (const { datasets } of [given, taken]) paths.push(datasets.map(({ path, title }) => `${path} ${title}`));
    });
    expect(paths).toEqual([[`${server.url} lung`], []]);
    expect(server.asked.map(({ range }) => range)).toEqual(['bytes=0-65535']);
  });

  test.each([
    ['http://127.0.0.1:1/lung.h5ad', 'download-failed'],
    ['http://anna:hunter2@lab.example/lung.h5ad', 'dataset-source-refused'],
    ['s3://atlas', 'dataset-source-refused'],
  ])('%s cannot be had: nothing is changed', async (address, code) => {
    await withGroups(home, async (grouping) => {
      await expect(grouping.changeGroup('lung', { addDatasets: [address] })).rejects.toMatchObject({ code });
      expect(grouping.read().groups).toEqual([]);
    });
  });

  test('a dataset that is given to a group and taken from it has that in its own', async () => {
    const path = join(home, 'lung.h5ad');
    writeFileSync(path, Buffer.from(superblock, 'hex'));
    truncateSync(path, 2128);
    await withGroups(home, async (grouping) => {
      await grouping.changeGroup('lung', { addDatasets: [path] });
      await grouping.changeGroup('lung', { removeDatasets: [path] });
    });
    expect(recorded((database) => new Datasets(database).find(path)?.id ?? 'not remembered')).toEqual([
      ['gave-to-group', 'lung', null],
      ['took-from-group', 'lung', null],
    ]);
    expect(recorded()).toEqual([]);
  });
});
