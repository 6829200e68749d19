import { afterEach, beforeEach, expect, test } from 'vitest';
import { ShareError } from '../../contract/errors.ts';
import { aSession } from '../../contract/testing/example-session.ts';
import { AuditLog } from '../store/audit.ts';
import { Database } from '../store/database.ts';
import { Datasets } from '../store/datasets.ts';
import { Invites } from '../store/invites.ts';
import { browserIdOf, SignIns } from '../store/sign-ins.ts';
import { Inviting } from './inviting.ts';
import { People } from './people.ts';

let database: Database;
let invites: Invites;
let signIns: SignIns;
let audit: AuditLog;
let inviting: Inviting;
let datasetId: string;
/** Null: the session was not looked at yet. */
let opened: string | null;
let changes: number;

beforeEach(() => {
  database = new Database(':memory:');
  datasetId = new Datasets(database).remember({ path: '/x', sizeBytes: 1, title: 'X' }, () => 'x').id;
  [invites, signIns] = [new Invites(database), new SignIns(database)];
  audit = new AuditLog(database, { days: 90 });
  opened = datasetId;
  changes = 0;
  const people = new People(signIns, invites, datasetId);
  const snapshot = () => {
    const links = { url: 'http://here/d/x/', publicUrl: null };
    const list = people.invites(links, ({ id, generation }) => `-/invite/${id}-${generation}`, new Date());
    return aSession({ id: 's1', invites: opened === null ? [] : list });
  };
  const find = (id: string) => {
    if (id !== 's1') throw new ShareError('session-not-found', { id });
    return snapshot();
  };
  inviting = new Inviting({
    sessions: {
      get: find,
      list: () => [snapshot()],
      datasetOf: (id) => (find(id).id === 's1' ? opened : null),
      noteChange: () => (changes += 1),
    },
    invites,
    signIns,
    audit,
    collaboratorIdFor: (name) => `${name.toLowerCase()}-1`,
  });
});
afterEach(() => {
  audit.close();
  database.close();
});

const maria = () => inviting.create('s1', { name: 'Maria', role: 'viewer' });
const enter = (inviteId: string) =>
  signIns.create({
    datasetId,
    collaborator: 'maria-1',
    name: 'Maria',
    by: 'invite',
    inviteId,
    userAgent: '',
    address: '',
  });
const codeOf = (what: () => unknown) => {
  try {
    what();
    return null;
  } catch (error) {
    return error instanceof ShareError ? error.code : error;
  }
};

test('an invite is made with its link, and told', () => {
  const { id, url } = maria();
  expect(url).toBe(`http://here/d/x/-/invite/${id}-0`);
  expect(inviting.get(id)).toMatchObject({ name: 'Maria', role: 'viewer', state: 'waiting', expiresAt: null });
  expect(changes).toBe(1);
});

test('a change says what it changes; an end in the past is refused', () => {
  const { id } = maria();
  expect(inviting.change(id, { role: 'annotator', name: 'M.' })).toMatchObject({ role: 'annotator', name: 'M.' });
  expect(inviting.change(id, { expiresAt: '2100-01-01T00:00:00+02:00' }).expiresAt).toBe('2099-12-31T22:00:00.000Z');
  expect(inviting.change(id, { role: 'viewer' }).expiresAt).toBe('2099-12-31T22:00:00.000Z');
  expect(inviting.change(id, { expiresAt: null }).expiresAt).toBeNull();
  expect(codeOf(() => inviting.change(id, { expiresAt: '2020-01-01T00:00:00Z' }))).toBe('invite-expiry-past');
  const past = { name: 'N', role: 'viewer', expiresAt: '2020-01-01T00:00:00Z' } as const;
  expect(codeOf(() => inviting.create('s1', past))).toBe('invite-expiry-past');
  expect(invites.listFor(datasetId)).toHaveLength(1);
});

test('a revocation can be taken back with everything as it was; the first time counts', () => {
  const { id, url } = maria();
  const browser = enter(id);
  const { revokedAt } = inviting.revoke(id);
  expect(inviting.revoke(id)).toMatchObject({ state: 'revoked', revokedAt });
  expect(inviting.change(id, { revoked: false })).toMatchObject({ state: 'opened', url });
  expect(signIns.find(browser.id)?.ended).toBeNull();
});

test('renewing replaces the link and keeps browsers in, unless they are to go; inviting again lets nobody in who was out', () => {
  const { id, url } = maria();
  const first = enter(id);
  expect(inviting.renew(id, {}).url).toBe(url.replace(/0$/, '1'));
  expect(signIns.find(first.id)?.ended).toBeNull();
  inviting.renew(id, { signOut: true });
  expect(signIns.find(first.id)?.ended).toBe('put-out');
  const second = enter(id);
  inviting.revoke(id);
  expect(inviting.renew(id, {}).url).toBe(url.replace(/0$/, '3'));
  expect(inviting.get(id)).toMatchObject({ state: 'opened', revokedAt: null });
  expect(signIns.find(second.id)?.ended).toBe('put-out');
});

test('one browser is put out by the id that its owner sees', () => {
  const { id } = maria();
  const [one, two] = [enter(id), enter(id)];
  inviting.signOutBrowser('s1', browserIdOf(one));
  expect([one, two].map((signIn) => signIns.find(signIn.id)?.ended)).toEqual(['put-out', null]);
  expect(codeOf(() => inviting.signOutBrowser('s1', browserIdOf(one)))).toBe('browser-not-found');
  expect(codeOf(() => inviting.signOutBrowser('s1', two.id))).toBe('browser-not-found');
  expect(codeOf(() => inviting.signOutBrowser('s2', browserIdOf(two)))).toBe('session-not-found');
});

test('what is not there is told by code', () => {
  expect(codeOf(() => inviting.create('s2', { name: 'N', role: 'viewer' }))).toBe('session-not-found');
  const { id } = maria();
  opened = null;
  expect(codeOf(() => inviting.create('s1', { name: 'N', role: 'viewer' }))).toBe('invite-no-link');
  for (const what of [() => inviting.get(id), () => inviting.revoke(id), () => inviting.renew(id, {})]) {
    expect(codeOf(what)).toBe('invite-not-found');
  }
});

test('each of these is a line of the audit, and what changes nothing is none', () => {
  const { id } = maria();
  const browser = enter(id);
  inviting.change(id, { role: 'viewer' });
  inviting.change(id, { role: 'annotator', name: 'Maria O.' });
  inviting.signOutBrowser('s1', browserIdOf(browser));
  inviting.renew(id, {});
  inviting.revoke(id);
  inviting.revoke(id);
  inviting.change(id, { revoked: false });
  const lines = audit.list(datasetId, { limit: 20 }).reverse();
  expect(lines.map(({ action, subject, value }) => [action, subject, value])).toEqual([
    ['made-invite', 'Maria', 'viewer'],
    ['renamed-invite', 'Maria O.', 'Maria'],
    ['changed-invite-role', 'Maria O.', 'annotator'],
    ['signed-out-browser', 'Maria', null],
    ['renewed-invite', 'Maria O.', null],
    ['revoked-invite', 'Maria O.', null],
    ['restored-invite', 'Maria O.', null],
  ]);
  expect(new Set(lines.map(({ actor }) => actor))).toEqual(new Set(['owner']));
});
