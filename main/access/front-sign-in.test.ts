import { expect, test } from 'vitest';
import type { Role } from '../../contract/session.ts';
import { admittingFrontUsers, frontUser } from './front-sign-in.ts';

const idOf = (user: string) => frontUser(user, 'viewer').collaborator;

test('the same user is the same collaborator, by a name that the owner finds among the folders', () => {
  expect(idOf('anna.lee')).toBe(idOf('anna.lee'));
  expect(idOf('anna.lee')).toMatch(/^anna-lee-[0-9a-f]{16}$/);
});

test.each(['Müller', '../../etc', 'a'.repeat(200), '王', 'x y', '%00', 'constructor'])(
  '%s gives an id that is safe as a folder’s name',
  (user) => expect(idOf(user)).toMatch(/^[a-z0-9][a-z0-9-]{0,63}$/),
);

test('names that look the same are different people', () => {
  const names = ['anna', 'Anna', 'anna ', 'ánna', 'an-na', 'an.na', 'an na'];
  expect(new Set(names.map(idOf)).size).toBe(names.length);
});

test('the role is the one that holds at this moment', () => {
  let role: Role = 'annotator';
  const gatekeeper = admittingFrontUsers({ kept: true }, () => role);
  expect(gatekeeper.admitFrontUser('anna')).toMatchObject({ role: 'annotator', name: 'anna', by: 'front-server' });
  role = 'viewer';
  expect(gatekeeper.admitFrontUser('anna')?.role).toBe('viewer');
  expect(gatekeeper.kept).toBe(true);
});
