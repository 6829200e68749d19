import { expect, test } from 'vitest';
import { Database } from '../store/database.ts';
import { Datasets } from '../store/datasets.ts';
import { Invites } from '../store/invites.ts';
import { browserIdOf, SignIns } from '../store/sign-ins.ts';
import { HERE_FOR_MS, People } from './people.ts';
import type { SessionLinks } from './session-links.ts';

function setUp() {
  const database = new Database(':memory:');
  const { id: datasetId } = new Datasets(database).remember({ path: '/x.h5ad', sizeBytes: 1, title: 'X' }, () => 'x');
  const signIns = new SignIns(database);
  const signIn = (name: string) =>
    signIns.create({
      datasetId,
      collaborator: name.toLowerCase().replace(' ', '-'),
      name,
      by: 'general-link',
      userAgent: '',
      address: '',
    });
  const invites = new Invites(database);
  return { people: new People(signIns, invites, datasetId), signIns, signIn, invites, datasetId };
}

const later = (from: Date, ms: number) => new Date(from.getTime() + ms);

test('a person is here while requests come and for five minutes after; requests and bytes are counted', () => {
  const { people, signIn } = setUp();
  const one = signIn('Guest 1');
  const visitor = { collaborator: one.collaborator, signInId: one.id, name: one.name, by: 'general-link' } as const;
  const at = later(one.createdAt, 1000);
  people.observe({ visitor, bytesSent: 100, at });
  people.observe({ visitor, bytesSent: 50, at });
  expect(people.list('viewer', at)).toMatchObject([
    { id: 'guest-1', name: 'Guest 1', role: 'viewer', here: true, requests: 2, bytesSent: 150 },
  ]);
  expect(people.list('viewer', later(at, HERE_FOR_MS - 1))[0]?.here).toBe(true);
  expect(people.list('viewer', later(at, HERE_FOR_MS))[0]?.here).toBe(false);
  expect(people).toMatchObject({ requests: 2, bytesSent: 150 });
});

test('who signed in on an earlier day is listed as seen before, after those who are here', () => {
  const { people, signIn, signIns } = setUp();
  const before = signIn('Guest 1');
  signIns.touch(before.id, new Date('2020-01-01T00:00:00Z'));
  const now = signIn('Guest 2');
  const at = later(now.createdAt, 1);
  people.observe({
    visitor: { collaborator: 'guest-2', signInId: now.id, name: 'Guest 2', by: 'general-link' },
    bytesSent: 1,
    at,
  });
  expect(people.list('annotator', at).map(({ name, here }) => [name, here])).toEqual([
    ['Guest 2', true],
    ['Guest 1', false],
  ]);
});

test('programs have no sign-in and are listed all the same', () => {
  const { people } = setUp();
  const at = new Date();
  people.observe({
    visitor: { collaborator: 'program', signInId: null, name: 'Programs', by: 'program' },
    bytesSent: 7,
    at,
  });
  expect(people.list('analyst', at)).toMatchObject([{ id: 'program', by: 'program', here: true, bytesSent: 7 }]);
});

test('being seen is written to disk soon, at most every half minute', async () => {
  const { people, signIn, signIns } = setUp();
  const one = signIn('Guest 1');
  const visitor = { collaborator: one.collaborator, signInId: one.id, name: one.name, by: 'general-link' } as const;
  const first = later(one.createdAt, 60_000);
  people.observe({ visitor, bytesSent: 0, at: first });
  people.observe({ visitor, bytesSent: 0, at: later(first, 10_000) });
  const written = () => signIns.find(one.id)?.lastSeen;
  await expect.poll(written, { timeout: 5000 }).toEqual(first);
  people.observe({ visitor, bytesSent: 0, at: later(first, 30_000) });
  await expect.poll(written, { timeout: 5000 }).toEqual(later(first, 30_000));
});

test('a revoked browser is not here any more', () => {
  const { people, signIn, signIns } = setUp();
  const one = signIn('Guest 1');
  const at = later(one.createdAt, 1);
  people.observe({
    visitor: { collaborator: one.collaborator, signInId: one.id, name: one.name, by: 'general-link' },
    bytesSent: 0,
    at,
  });
  signIns.revoke(one.id);
  expect(people.list('viewer', at)[0]?.here).toBe(false);
});

test('an invited person is one person in all browsers, with the role and name of the invite', () => {
  const { people, signIns, invites, datasetId } = setUp();
  const invite = invites.create({
    datasetId,
    collaborator: 'maria-1',
    name: 'Maria',
    role: 'analyst',
    expiresAt: null,
  });
  const enter = (userAgent: string) =>
    signIns.create({
      datasetId,
      collaborator: 'maria-1',
      name: 'Maria',
      by: 'invite',
      inviteId: invite.id,
      userAgent,
      address: '192.0.2.7',
    });
  const firefox = enter('Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0');
  const phone = enter('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1');
  signIns.touch(phone.id, later(phone.createdAt, 60_000));
  const at = later(firefox.createdAt, 1);
  people.observe({
    visitor: { collaborator: 'maria-1', signInId: null, name: 'Maria', by: 'invite' },
    bytesSent: 1,
    at,
  });
  invites.change(invite.id, { name: 'Maria Okafor', role: 'annotator' });
  const [maria, ...others] = people.list('viewer', at);
  expect(others).toEqual([]);
  expect(maria).toMatchObject({ name: 'Maria Okafor', role: 'annotator', by: 'invite', here: true, invite: invite.id });
  expect(maria?.browsers.map(({ name, address }) => [name, address])).toEqual([
    ['Safari on iPhone', '192.0.2.7'],
    ['Firefox on Windows', '192.0.2.7'],
  ]);
  expect(maria?.browsers.map(({ id }) => id)).toEqual([browserIdOf(phone), browserIdOf(firefox)]);
  expect(JSON.stringify(maria)).not.toContain(phone.id);

  signIns.revoke(phone.id);
  expect(people.list('viewer', at)[0]?.browsers.map(({ name }) => name)).toEqual(['Firefox on Windows']);
  invites.change(invite.id, { revokedAt: at });
  expect(people.list('viewer', at)[0]).toMatchObject({ here: false, browsers: [] });
});

test('invites are listed with their links and what became of them, also before anybody came', () => {
  const { people, signIns, invites, datasetId } = setUp();
  const now = new Date();
  const make = (name: string, expiresAt: Date | null = null) =>
    invites.create({ datasetId, collaborator: `${name}-x`, name, role: 'viewer', expiresAt });
  make('waiting');
  const opened = make('opened', later(now, 1000));
  make('expired', now);
  const revoked = make('revoked');
  signIns.create({
    datasetId,
    collaborator: 'opened-x',
    name: 'opened',
    by: 'invite',
    inviteId: opened.id,
    userAgent: '',
    address: '',
  });
  invites.change(revoked.id, { revokedAt: now });
  const links = { url: 'http://here/d/x/', publicUrl: null };
  const list = (given: SessionLinks) => people.invites(given, ({ id }) => `-/invite/${id}`, now);
  expect(list(links).map(({ name, state }) => [name, state])).toEqual([
    ['waiting', 'waiting'],
    ['opened', 'opened'],
    ['expired', 'expired'],
    ['revoked', 'revoked'],
  ]);
  expect(list(links)[1]?.url).toBe(`http://here/d/x/-/invite/${opened.id}`);
  expect(list({ ...links, publicUrl: 'https://out/d/x/' })[1]?.url).toBe(`https://out/d/x/-/invite/${opened.id}`);
  expect(list({ url: null, publicUrl: null })[1]?.url).toBeNull();
});

test('members of a group are listed with the role they have there, whatever the general link gives', () => {
  const { people } = setUp();
  const at = new Date();
  const visitor = { collaborator: 'maria-1', signInId: 'account', name: 'maria', by: 'account' } as const;
  people.observe({ visitor: { ...visitor, role: 'analyst' }, bytesSent: 1, at });
  expect(people.list('viewer', at)).toMatchObject([{ name: 'maria', by: 'account', role: 'analyst', here: true }]);
  people.observe({ visitor: { ...visitor, role: 'annotator' }, bytesSent: 1, at });
  expect(people.list('viewer', at)).toMatchObject([{ role: 'annotator' }]);
});
