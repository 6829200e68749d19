import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Role } from '../../contract/session.ts';
import { Accounts } from '../store/accounts.ts';
import { Database } from '../store/database.ts';
import { Datasets } from '../store/datasets.ts';
import { Groups } from '../store/groups.ts';
import { admittingFrontUsers } from './front-sign-in.ts';
import { Memberships, strongest } from './memberships.ts';

let database: Database;
let accounts: Accounts;
let groups: Groups;
let byFolder: Readonly<Record<string, readonly string[]>>;
let memberships: Memberships;
beforeEach(() => {
  database = new Database(':memory:');
  accounts = new Accounts(database);
  groups = new Groups(database);
  byFolder = {};
  memberships = new Memberships({ accounts, groups, byFolder: (id) => byFolder[id] ?? [] });
});
afterEach(() => database.close());

const dataset = (name: string) =>
  new Datasets(database).offer({ path: `/${name}`, sizeBytes: 1, title: name }, () => name).id;
const person = (name: string) =>
  accounts.create({ name, collaborator: `${name}-1`, passwordHash: null, imported: false });
const holder = (name: string) => ({ collaborator: `${name}-1`, signInId: 's', name, by: 'account' });

test('a member sees what their groups own, with the most that one of them allows, and nothing else', () => {
  const [lung, blood] = [dataset('lung'), dataset('blood')];
  const [maria, jonas] = [person('maria'), person('jonas')];
  const [atlas, clinic] = [groups.ensure('atlas'), groups.ensure('clinic')];
  groups.addDataset(atlas.id, lung);
  groups.addDataset(clinic.id, lung);
  groups.addDataset(clinic.id, blood);
  groups.setMember(atlas.id, maria.id, 'viewer', false);
  groups.setMember(clinic.id, jonas.id, 'analyst', false);
  const seen = () => [maria, jonas].map((who) => [lung, blood].map((what) => memberships.roleOf(who, what)));
  expect(seen()).toEqual([
    ['viewer', null],
    ['analyst', 'analyst'],
  ]);
  groups.setMember(clinic.id, maria.id, 'annotator', false);
  expect(seen()[0]).toEqual(['annotator', 'annotator']);
  expect(memberships.admit(holder('maria'), lung)).toEqual({
    collaborator: 'maria-1',
    signInId: 's',
    name: 'maria',
    role: 'annotator',
    by: 'account',
  });
  groups.removeMember(clinic.id, maria.id);
  groups.removeDataset(atlas.id, lung);
  expect(seen()[0]).toEqual([null, null]);
  expect(memberships.admit(holder('maria'), lung)).toBeNull();
  groups.remove(clinic.id);
  expect(seen()[1]).toEqual([null, null]);
});

test('a folder owns like a group that was told to, as long as there is a group of its name', () => {
  const lung = dataset('lung');
  const maria = person('maria');
  byFolder = { [lung]: ['atlas'] };
  expect(memberships.isOwned(lung)).toBe(false);
  groups.setMember(groups.ensure('atlas').id, maria.id, 'viewer', false);
  expect(memberships.isOwned(lung)).toBe(true);
  expect(memberships.roleOf(maria, lung)).toBe('viewer');
  byFolder = {};
  expect(memberships.roleOf(maria, lung)).toBeNull();
});

test('whom a server in front names is anybody where no group owns the dataset, and a member where one does', () => {
  const lung = dataset('lung');
  const gatekeeper = admittingFrontUsers({}, () => 'analyst', { datasetId: lung, memberships });
  expect(gatekeeper.admitFrontUser('maria')).toMatchObject({ name: 'maria', role: 'analyst' });
  groups.addDataset(groups.ensure('atlas').id, lung);
  expect(gatekeeper.admitFrontUser('maria')).toBeNull();
  groups.setMember(groups.ensure('atlas').id, person('maria').id, 'viewer', false);
  expect(gatekeeper.admitFrontUser('maria')).toMatchObject({
    collaborator: 'maria-1',
    role: 'viewer',
    by: 'front-server',
  });
  expect(gatekeeper.admitFrontUser('jonas')).toBeNull();
});

test.each<[readonly Role[], Role | null]>([
  [[], null],
  [['viewer'], 'viewer'],
  [['viewer', 'annotator', 'analyst'], 'annotator'],
  [['analyst', 'viewer'], 'analyst'],
])('the strongest of %j is %s', (held, expected) => {
  expect(strongest(held)).toBe(expected);
});
