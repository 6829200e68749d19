import { expect, test } from 'vitest';
import { Database } from '../store/database.ts';
import { Datasets } from '../store/datasets.ts';
import { SignIns } from '../store/sign-ins.ts';
import { HERE_FOR_MS, People } from './people.ts';

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
  return { people: new People(signIns, datasetId), signIns, signIn };
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
