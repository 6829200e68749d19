import { afterEach, beforeEach, expect, test } from 'vitest';
import { ShareError } from '../../contract/errors.ts';
import { aSession } from '../../contract/testing/example-session.ts';
import { OidcWay, type Member } from '../access/oidc/oidc-way.ts';
import { AuditLog } from '../store/audit.ts';
import { Database } from '../store/database.ts';
import { Datasets } from '../store/datasets.ts';
import { Invites } from '../store/invites.ts';
import { OidcPeople } from '../store/oidc-people.ts';
import { SignIns } from '../store/sign-ins.ts';
import { InstituteAdmin } from './institute-admin.ts';
import { People } from './people.ts';

const HOUR_MS = 60 * 60_000;
const provider = { issuer: 'https://id.example.org/', allow: [{ kind: 'domain', domain: 'example.org' }] } as const;
const maria = {
  collaborator: 'institute-1d71dc3bc400af4e2855',
  issuer: provider.issuer,
  name: 'Maria Okafor',
  address: 'maria@example.org',
  verified: true,
};
let database: Database;
let signIns: SignIns;
let oidcPeople: OidcPeople;
let people: People;
let audit: AuditLog;
let way: OidcWay;
let admin: InstituteAdmin;
let datasetId: string;
let now: Date;
let changes: number;

beforeEach(() => {
  database = new Database(':memory:');
  datasetId = new Datasets(database).remember({ path: '/x', sizeBytes: 1, title: 'X' }, () => 'x').id;
  [signIns, oidcPeople] = [new SignIns(database), new OidcPeople(database)];
  audit = new AuditLog(database, { days: 90 });
  [now, changes] = [new Date(), 0];
  people = new People(signIns, new Invites(database), datasetId, {
    name: 'Example University',
    people: oidcPeople,
    holdsMs: 12 * HOUR_MS,
  });
  way = new OidcWay({ datasetId, provider, people: oidcPeople, signIns, now: () => now });
  admin = adminFor(true);
});
afterEach(() => {
  audit.close();
  database.close();
});

function adminFor(isSetUp: boolean): InstituteAdmin {
  const get = (id: string) => {
    if (id !== 's1') throw new ShareError('session-not-found', { id });
    return aSession({ id, people: people.list('viewer', now), ...people.institute() });
  };
  return new InstituteAdmin({
    sessions: { get, datasetOf: (id) => (get(id).id === 's1' ? datasetId : null), noteChange: () => (changes += 1) },
    people: oidcPeople,
    audit,
    isSetUp,
  });
}

const comeIn = (): Member | null => way.admit(maria, { address: '192.0.2.7', userAgent: 'Firefox/130 (Linux)' });
const who = () => people.list('viewer', now)[0];

test('whoever came by the institute is listed with name, account, role and browsers', () => {
  const { signInId = '' } = comeIn() ?? {};
  people.observe({ visitor: { ...maria, signInId, by: 'oidc' }, bytesSent: 10, at: now });
  expect(who()).toMatchObject({
    id: maria.collaborator,
    name: 'Maria Okafor',
    account: 'maria@example.org',
    by: 'oidc',
    role: 'annotator',
    here: true,
    blocked: false,
    browsers: [{ address: '192.0.2.7' }],
  });
});

test('what has run out is no browser that is in', () => {
  comeIn();
  now = new Date(now.getTime() + 13 * HOUR_MS);
  expect(who()).toMatchObject({ browsers: [], here: false });
});

test('a block holds at once, also for signing in again, and can be taken back', () => {
  const { signInId = '' } = comeIn() ?? {};
  const signIn = signIns.find(signInId);
  if (signIn === null) throw new Error('nobody is in');
  expect(admin.changePerson('s1', maria.collaborator, { blocked: true })).toMatchObject({
    blocked: true,
    browsers: [],
  });
  expect([way.recognise(signIn), comeIn()]).toEqual([null, null]);
  expect(admin.changePerson('s1', maria.collaborator, { blocked: false }).browsers).toHaveLength(1);
  expect(way.recognise(signIn)?.name).toBe('Maria Okafor');
  expect(changes).toBe(2);
});

test('a role of one’s own goes before the institute’s, until it is given back', () => {
  const { signInId = '' } = comeIn() ?? {};
  const role = () => {
    const signIn = signIns.find(signInId);
    return [signIn === null ? null : way.recognise(signIn)?.role, who()?.role];
  };
  admin.changeAccess('s1', { role: 'viewer' });
  expect(role()).toEqual(['viewer', 'viewer']);
  admin.changePerson('s1', maria.collaborator, { role: 'analyst' });
  expect(role()).toEqual(['analyst', 'analyst']);
  admin.changePerson('s1', maria.collaborator, { role: null });
  expect(role()).toEqual(['viewer', 'viewer']);
});

test('closing it keeps the role, and the session says so', () => {
  admin.changeAccess('s1', { role: 'analyst' });
  expect(admin.changeAccess('s1', { open: false }).institute).toEqual({
    name: 'Example University',
    role: 'analyst',
    open: false,
  });
  expect(comeIn()).toBeNull();
});

test('what the owner did is in the audit, once', () => {
  comeIn();
  admin.changeAccess('s1', { role: 'viewer', open: false });
  admin.changeAccess('s1', { role: 'viewer', open: true });
  for (const blocked of [true, true, false]) admin.changePerson('s1', maria.collaborator, { blocked });
  admin.changePerson('s1', maria.collaborator, { role: 'analyst' });
  const lines = audit.list(datasetId, { limit: 20 }).map(({ action, subject, value }) => [action, subject, value]);
  expect(lines.reverse()).toEqual([
    ['changed-institute-role', null, 'viewer'],
    ['closed-institute', null, null],
    ['opened-institute', null, null],
    ['blocked-person', 'Maria Okafor', null],
    ['let-back-person', 'Maria Okafor', null],
    ['changed-person-role', 'Maria Okafor', 'analyst'],
  ]);
});

test('what is not there is told', () => {
  expect(() => admin.changePerson('s1', 'institute-0', { blocked: true })).toThrow(/institute-0/);
  expect(() => admin.changePerson('s2', maria.collaborator, { blocked: true })).toThrow(/s2/);
  expect(() => adminFor(false).changeAccess('s1', { open: true })).toThrow(/No sign-in provider/);
});
