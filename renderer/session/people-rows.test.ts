import { expect, it } from 'vitest';
import { anInvite, aPerson } from '../../contract/testing/example-session.ts';
import { canUndo, peopleRows, type GuestRow, type InvitedRow } from './people-rows.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString();

it('joins invites with who came by them, here first, who did not come yet last, who is out apart', () => {
  const session = {
    people: [
      aPerson('Maria', { id: 'maria-person', invite: 'maria', by: 'invite', here: false, lastSeen: at(5) }),
      aPerson('Guest 1', { here: true, lastSeen: at(1) }),
      aPerson('Tom', { id: 'tom-person', invite: 'tom', by: 'invite', here: false, lastSeen: at(9) }),
      aPerson('Guest 2', { here: false, lastSeen: at(7) }),
    ],
    invites: [
      anInvite('Ivanova'),
      anInvite('Maria', { state: 'opened' }),
      anInvite('Tom', { state: 'revoked', revokedAt: at(10) }),
      anInvite('Late', { state: 'expired', expiresAt: at(0) }),
    ],
  };
  const names = (rows: readonly (InvitedRow | GuestRow)[]) =>
    rows.map((row) => (row.kind === 'guest' ? row.person.name : row.invite.name));
  const { present, gone } = peopleRows(session, 'seen');
  expect(names(present)).toEqual(['Guest 1', 'Guest 2', 'Maria', 'Ivanova']);
  expect(names(gone)).toEqual(['Tom', 'Late']);
  expect(names(peopleRows(session, 'name').present)).toEqual(['Guest 1', 'Guest 2', 'Ivanova', 'Maria']);
  expect(present[2]).toMatchObject({ person: { id: 'maria-person' } });
});

it.each([
  [null, false],
  [at(0), true],
  [at(-9), true],
  [at(-10), false],
])('revoked at %s, undo is offered: %s', (revokedAt, offered) => {
  expect(canUndo(anInvite('M', { revokedAt }), new Date(at(0)))).toBe(offered);
});
