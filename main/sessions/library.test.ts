import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ShareError } from '../../contract/errors.ts';
import type { PhaseName } from '../../contract/session.ts';
import { Memberships } from '../access/memberships.ts';
import { anyPython } from '../annotate/testing/processes.ts';
import { titleOf } from '../datasets/dataset-title.ts';
import { fingerprintOf } from '../datasets/fingerprint.ts';
import { slugOf } from '../datasets/slug.ts';
import type { Visitor } from '../proxy/ports.ts';
import { Accounts } from '../store/accounts.ts';
import { Datasets } from '../store/datasets.ts';
import { Groups } from '../store/groups.ts';
import { GalleryPictures } from './gallery-pictures.ts';
import { findDatasets } from './library-folder.ts';
import { Library, stateOf } from './library.ts';
import { MovedDatasets } from './moved-datasets.ts';
import { inPhase, nobody, SessionsFixture } from './testing/sessions-fixture.ts';

let python: string;
beforeAll(async () => {
  python = await anyPython();
});

let folder: string;
let fixture: SessionsFixture;
let accounts: Accounts;
let groups: Groups;
let library: Library;
let memberships: Memberships;
let broken: boolean;
let heard: () => void;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'annotate-share-library-')));
  for (const group of ['lung', 'blood', '.hidden']) mkdirSync(join(folder, group));
  for (const name of [
    'loose.h5ad',
    'lung/atlas.h5ad',
    'lung/.secret.h5ad',
    'lung/notes.txt',
    'blood/pbmc.H5AD',
    '.hidden/x.h5ad',
  ])
    writeFileSync(join(folder, name), 'x');
  broken = false;
  heard = () => undefined;
  fixture = new SessionsFixture(python, {
    titleOf,
    slugOf,
    checkFile: (path) =>
      broken
        ? Promise.reject(new ShareError('dataset-damaged', { name: path }))
        : Promise.resolve({ path, fileName: 'x.h5ad', sizeBytes: 1, modified: new Date(0) }),
  });
  accounts = new Accounts(fixture.database);
  groups = new Groups(fixture.database);
  memberships = new Memberships({ accounts, groups, byFolder: (id) => library.groupsByFolder(id) });
  const nothing = { facts: () => Promise.resolve(null), picture: () => Promise.resolve(null) };
  const log = pino({ level: 'silent' });
  library = new Library({
    accounts,
    groups,
    memberships,
    datasets: new Datasets(fixture.database),
    gatekeeper: nobody,
    gatekeeperOf: () => nobody,
    sessions: fixture.sessions,
    pictures: new GalleryPictures({ folder: join(folder, 'pictures'), look: nothing, log }),
    termsOf: () => null,
    titleOf,
    slugOf,
    recognise: (path) => new MovedDatasets(new Datasets(fixture.database), log).recognise(path, () => false),
    onChange: () => heard(),
    folder: { path: folder, foldersAreGroups: true },
    log,
  });
});
afterEach(async () => {
  library.close();
  await fixture.close();
  rmSync(folder, { recursive: true, force: true });
});

const memberOf = (name: string, group: string): Visitor => {
  const known = accounts.named(name);
  const account = known ?? accounts.create({ name, collaborator: `${name}-1`, passwordHash: null, imported: false });
  groups.setMember(groups.ensure(group).id, account.id, 'viewer', false);
  return { collaborator: account.collaborator, signInId: 's', name, role: 'viewer', by: 'account' };
};
const shelf = (person: Visitor) => library.offers(person).map(({ title, groups: by, state }) => [title, by, state]);
const doorOf = (slug: string) => {
  const door = fixture.sessions.directory.find(slug) ?? library.door(slug);
  if (door === null) throw new Error(`no door ${slug}`);
  return door;
};

describe('the folder', () => {
  test('is offered by group, with nothing hidden, deeper or of another kind', async () => {
    mkdirSync(join(folder, 'lung', 'deeper'));
    writeFileSync(join(folder, 'lung', 'deeper', 'y.h5ad'), 'x');
    mkdirSync(join(folder, 'folder.h5ad'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.h5ad'));
    const found = await findDatasets(folder, true);
    expect(found.map(({ fileName, group }) => [fileName, group])).toEqual([
      ['pbmc.H5AD', 'blood'],
      ['loose.h5ad', null],
      ['atlas.h5ad', 'lung'],
    ]);
    expect((await findDatasets(folder, false)).map(({ fileName }) => fileName)).toEqual(['loose.h5ad']);
    await expect(findDatasets(join(folder, 'nowhere'), true)).rejects.toThrow('ENOENT');
  });

  test('shows members what lies in their folders, and what came and went since', async () => {
    await library.look();
    const [maria, jonas] = [memberOf('maria', 'lung'), memberOf('jonas', 'blood')];
    expect([shelf(maria), shelf(jonas)]).toEqual([[['atlas', ['lung'], 'asleep']], [['pbmc', ['blood'], 'asleep']]]);
    writeFileSync(join(folder, 'lung', 'new.h5ad'), 'x');
    rmSync(join(folder, 'lung', 'atlas.h5ad'));
    await library.look();
    expect(shelf(maria).map(([title]) => title)).toEqual(['new']);
    expect(library.door('atlas')).toBeNull();
    expect(library.all().map(({ title }) => title)).toEqual(['loose', 'new', 'pbmc']);
  });

  test('is watched: what comes and goes is told and listed for the owner, though nobody asks', async () => {
    await library.look();
    const names = () => library.files()?.map(({ fileName, group }) => `${group}/${fileName}`);
    expect(names()).toEqual(['blood/pbmc.H5AD', 'null/loose.h5ad', 'lung/atlas.h5ad']);
    for (const [change, wanted] of [
      [() => writeFileSync(join(folder, 'lung', 'new.h5ad'), 'xyz'), 'lung/new.h5ad'],
      [() => mkdirSync(join(folder, 'heart')), null],
      [() => writeFileSync(join(folder, 'heart', 'valves.h5ad'), 'x'), 'heart/valves.h5ad'],
    ] as const) {
      const changed = new Promise<void>((settle) => (heard = settle));
      change();
      // A new folder has nothing to tell; that it is watched from then on shows by the file that comes into it.
      if (wanted === null) await library.look();
      else {
        await changed;
        expect(names()).toContain(wanted);
      }
    }
    expect(library.files()?.find(({ fileName }) => fileName === 'new.h5ad')).toMatchObject({
      title: 'new',
      sizeBytes: 3,
    });
    const changed = new Promise<void>((settle) => (heard = settle));
    rmSync(join(folder, 'lung', 'new.h5ad'));
    await changed;
    expect(names()).not.toContain('lung/new.h5ad');
  });

  test('in which a file was moved knows it again: its annotations and settings go along', async () => {
    const path = join(folder, 'lung', 'atlas.h5ad');
    const datasets = new Datasets(fixture.database);
    writeFileSync(path, 'a content of its own');
    const fingerprint = await fingerprintOf(path);
    const { id } = datasets.remember({ path, sizeBytes: 1, title: 'Atlas', fingerprint }, () => 'atlas');
    await library.look();
    const moved = join(folder, 'blood', 'renamed.h5ad');
    renameSync(path, moved);
    await library.look();
    expect(datasets.find(moved)?.id).toBe(id);
    expect(library.files()?.find((one) => one.path === moved)?.title).toBe('Atlas');
  });

  test('that cannot be read for a while takes nothing away', async () => {
    await library.look();
    const maria = memberOf('maria', 'lung');
    rmSync(folder, { recursive: true });
    await library.look();
    expect(shelf(maria)).toHaveLength(1);
  });

  test('does not list what was only offered among what was shared', async () => {
    await library.look();
    fixture.sessions.forget('nothing');
    expect(fixture.sessions.recents()).toEqual([]);
  });
});

describe('a dataset', () => {
  test('of a group needs no folder', () => {
    const maria = memberOf('maria', 'atlas');
    const dataset = new Datasets(fixture.database).offer(
      { path: fixture.file, sizeBytes: 1, title: 'Own' },
      () => 'own',
    );
    expect([shelf(maria), library.door('own')]).toEqual([[], null]);
    groups.addDataset(groups.ensure('atlas').id, dataset.id);
    expect(shelf(maria)).toEqual([['Own', ['atlas'], 'asleep']]);
    expect(library.door('own')?.state).toEqual({ kind: 'asleep' });
  });

  test('is opened by the first who passes its door, once, and then has a door of its own', async () => {
    await library.look();
    const maria = memberOf('maria', 'lung');
    const door = doorOf('atlas');
    expect(fixture.sessions.list()).toEqual([]);
    door.entered()();
    door.entered()();
    expect(fixture.sessions.list()).toHaveLength(1);
    const [session] = fixture.sessions.list();
    expect(doorOf('atlas').state.kind).toBe('starting');
    await fixture.until(session?.id ?? '', inPhase('live'));
    await door.awake();
    expect(doorOf('atlas')).toMatchObject({ id: session?.id, state: { kind: 'open' } });
    expect(shelf(maria)).toEqual([['atlas', ['lung'], 'open']]);
    expect(library.door('nothing')).toBeNull();
  });

  test('that cannot be opened says so, and is not tried at every request', async () => {
    await library.look();
    memberOf('maria', 'lung');
    broken = true;
    await doorOf('atlas').awake();
    expect(doorOf('atlas').state).toEqual({ kind: 'broken' });
    const [failed] = fixture.sessions.list();
    broken = false;
    await doorOf('atlas').awake();
    expect(fixture.sessions.list().map(({ id }) => id)).toEqual([failed?.id]);
    // Its owner may, at once.
    const { id } = fixture.sessions.start({ dataset: failed?.dataset.path ?? '' });
    await fixture.until(id, inPhase('live'));
    expect(doorOf('atlas').state.kind).toBe('open');
  });

  test('that its owner stopped is opened again when somebody asks for it', async () => {
    await library.look();
    await doorOf('atlas').awake();
    const [session] = fixture.sessions.list();
    await fixture.sessions.stop(session?.id ?? '');
    expect(doorOf('atlas').state).toEqual({ kind: 'asleep' });
    await doorOf('atlas').awake();
    expect(doorOf('atlas').state.kind).toBe('open');
  });
});

test.each<[PhaseName | null, string]>([
  [null, 'asleep'],
  ['preparing', 'starting'],
  ['starting', 'starting'],
  ['live', 'open'],
  ['paused', 'paused'],
  ['asleep', 'asleep'],
  ['stopping', 'asleep'],
  ['stopped', 'asleep'],
  ['failed', 'broken'],
])('a session that is %s is shown as %s', (phase, expected) => {
  expect(stateOf(phase)).toBe(expected);
});
