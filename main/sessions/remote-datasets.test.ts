import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { ShareError } from '../../contract/errors.ts';
import type { Session as Snapshot } from '../../contract/session.ts';
import { Memberships } from '../access/memberships.ts';
import { anyPython, untilGone } from '../annotate/testing/processes.ts';
import { Downloads } from '../datasets/remote/downloads.ts';
import { behave, FileServer, sends } from '../datasets/remote/testing/file-server.ts';
import { Accounts } from '../store/accounts.ts';
import { Datasets } from '../store/datasets.ts';
import { Groups } from '../store/groups.ts';
import { checkDataset } from './check-dataset.ts';
import { GalleryPictures } from './gallery-pictures.ts';
import { Library } from './library.ts';
import { inPhase, nobody, SessionsFixture } from './testing/sessions-fixture.ts';

/** The superblock of a real file of 2128 bytes, as HDF5 wrote it. */
const superblock = Buffer.from(
  '894844460d0a1a0a000000000008080004001000000000000000000000000000ffffffffffffffff5008000000000000ffffffffffffffff',
  'hex',
);
const content = Buffer.concat([superblock, Buffer.alloc(200_000)]);

let python: string;
let server: FileServer;
let fixture: SessionsFixture;
let downloads: Downloads;

beforeAll(async () => void (python = await anyPython()));
beforeEach(async () => {
  server = await new FileServer(content).listen();
  const shared: { downloads?: Downloads } = {};
  fixture = new SessionsFixture(python, {
    downloads: { fetch: (address, wish) => (shared.downloads ?? expect.fail()).fetch(address, wish) },
  });
  downloads = new Downloads({
    folder: join(fixture.folder, 'downloads'),
    limitBytes: 1e9,
    s3: () => ({}),
    log: pino({ level: 'silent' }),
  });
  shared.downloads = downloads;
});
afterEach(async () => {
  await fixture.close();
  await server.close();
  await Promise.all(fixture.pids.map(untilGone));
});

async function live(): Promise<Snapshot> {
  const { id } = fixture.sessions.start({ dataset: server.url });
  return fixture.until(id, inPhase('live'));
}
const copyOf = () => {
  const [key = ''] = readdirSync(join(fixture.folder, 'downloads'));
  return join(fixture.folder, 'downloads', key);
};
const isUsed = () => existsSync(join(copyOf(), `.use-${process.pid}`));

test('it is downloaded and shared; to its owner it is its address', async () => {
  const session = await live();
  expect(session.dataset).toMatchObject({ path: server.url, fileName: 'lung.h5ad', sizeBytes: content.length });
  expect(session.steps.map(({ name, state }) => [name, state])).toEqual([
    ['download', 'done'],
    ['check', 'done'],
    ['environment', 'done'],
    ['start', 'done'],
  ]);
  expect(isUsed()).toBe(true);
  expect(() => fixture.sessions.start({ dataset: `${server.url}#again` })).toThrow('is being shared already');
  await expect
    .poll(() => fixture.sessions.recents()[0])
    .toMatchObject({ path: server.url, fileName: 'lung.h5ad', missing: false });
});

test('its owner sees how far it is, and can give it up', async () => {
  server.next.push(behave, sends(100_000, 'stalls'));
  const { id } = fixture.sessions.start({ dataset: server.url });
  const { steps } = await fixture.until(id, ({ steps: [first] }) => first?.detail != null);
  expect(steps[0]).toMatchObject({
    name: 'download',
    state: 'running',
    detail: expect.stringContaining('of 0 MB') as string,
  });
  expect(steps[0]?.done).toBeGreaterThan(0);
  await fixture.sessions.stop(id);
  expect(existsSync(join(copyOf(), '.part'))).toBe(true);
});

test('paused it may make room; resumed it is fetched again, and only then', async () => {
  const { id } = await live();
  await fixture.sessions.change(id, { paused: true });
  await expect.poll(isUsed).toBe(false);
  server.asked.length = 0;
  await fixture.sessions.change(id, { paused: false });
  await fixture.until(id, inPhase('live'));
  expect(server.asked).toEqual([]);
  await fixture.sessions.change(id, { paused: true });
  rmSync(copyOf(), { recursive: true });
  await fixture.sessions.change(id, { paused: false });
  await fixture.until(id, inPhase('live'));
  expect(server.asked.length).toBeGreaterThan(0);
  expect(isUsed()).toBe(true);
});

test('what cannot be had is told as it is, and nothing stays in use', async () => {
  server.content = Buffer.from('a,b\n');
  const { id } = fixture.sessions.start({ dataset: server.url });
  const { error } = await fixture.until(id, inPhase('failed'));
  expect(error?.code).toBe('dataset-wrong-kind');
});

test('an address with a password is refused before anything is kept', () => {
  const address = server.url.replace('http://', 'http://anna:hunter2@');
  expect(() => fixture.sessions.start({ dataset: address })).toThrow('user name or password');
  expect(JSON.stringify(fixture.sessions.list())).not.toContain('hunter2');
});

test('the same dataset tomorrow has the same link', async () => {
  const { id, url } = await live();
  await fixture.sessions.stop(id);
  expect((await live()).url).toBe(url);
});

test('one that a group owns is downloaded when a member opens it, and not before', async () => {
  const accounts = new Accounts(fixture.database);
  const groups = new Groups(fixture.database);
  const datasets = new Datasets(fixture.database);
  const library: Library = new Library({
    accounts,
    groups,
    datasets,
    memberships: new Memberships({ accounts, groups, byFolder: (id) => library.groupsByFolder(id) }),
    gatekeeper: nobody,
    gatekeeperOf: () => nobody,
    sessions: fixture.sessions,
    pictures: new GalleryPictures({
      folder: join(fixture.folder, 'pictures'),
      look: { facts: () => Promise.resolve(null), picture: () => Promise.resolve(null) },
      downloads,
      log: pino({ level: 'silent' }),
    }),
    termsOf: () => null,
    titleOf: () => 'Lung',
    slugOf: () => 'lung',
    folder: null,
    log: pino({ level: 'silent' }),
  });
  onTestFinished(() => library.close());
  const account = accounts.create({ name: 'maria', collaborator: 'maria-1', passwordHash: null, imported: false });
  const { id: group } = groups.ensure('lung');
  groups.setMember(group, account.id, 'viewer', false);
  const offer = { path: server.url, sizeBytes: null, title: 'Lung' };
  groups.addDataset(group, datasets.offer(offer, () => 'lung').id);
  const maria = { collaborator: 'maria-1', signInId: 's', name: 'maria', role: 'viewer', by: 'account' } as const;
  await library.look();
  expect(library.offers(maria)).toMatchObject([{ title: 'Lung', state: 'asleep', picture: null }]);
  expect(server.asked).toEqual([]);
  await library.door('lung')?.awake();
  expect(library.offers(maria)).toMatchObject([{ state: 'open' }]);
  expect(fixture.sessions.list()).toMatchObject([{ dataset: { path: server.url, sizeBytes: content.length } }]);
  expect(isUsed()).toBe(true);
});

test('a check of an object in S3 says how its bucket was asked for, above all where that failed', async () => {
  const look = { facts: () => Promise.resolve(null) };
  const room = () => Promise.resolve({ memoryFree: null, memoryTotal: null, diskFree: null });
  const settings = { endpoint: null, region: null, profile: 'lab', anonymous: false };
  const nowhere = {
    peek: () => Promise.reject(new ShareError('download-denied', { name: 'x', host: 'y', reason: 'z' })),
  };
  const bucket = (name: string) => ({ name, settings, fixed: false });
  expect(await checkDataset({ look, room, downloads: nowhere, bucket }, 's3://atlas/lung.h5ad')).toMatchObject({
    ok: false,
    fileName: 'lung.h5ad',
    bucket: { name: 'atlas', settings },
  });
  for (const source of ['s3://At_las/lung.h5ad', server.url, fixture.file])
    expect(await checkDataset({ look, room, downloads: nowhere, bucket }, source)).not.toHaveProperty('bucket');
});

test('a check looks at the first bytes; once it is here, at all of it', async () => {
  const looked: string[] = [];
  const look = {
    facts: (path: string) => {
      looked.push(path);
      return Promise.resolve(null);
    },
  };
  const room = () => Promise.resolve({ memoryFree: null, memoryTotal: null, diskFree: null });
  const check = () => checkDataset({ look, room, downloads }, server.url);
  expect(await check()).toMatchObject({ ok: true, path: server.url, fileName: 'lung.h5ad', sizeBytes: content.length });
  expect([server.asked.map(({ range }) => range), looked]).toEqual([['bytes=0-65535'], []]);
  await live();
  await check();
  expect(looked).toEqual([join(copyOf(), 'lung.h5ad')]);
});
