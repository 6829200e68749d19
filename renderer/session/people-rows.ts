/** Puts invites and the people who came into the rows of one table. Pure. */
import type { Invite, Person, Session } from '../../contract/session.ts';
import { inOrder, type PeopleOrder, type Ranked } from './people-order.ts';

export interface InvitedRow {
  readonly kind: 'invited';
  readonly invite: Invite;
  /** Null as long as they did not come. */
  readonly person: Person | null;
}
export interface GuestRow {
  readonly kind: 'guest';
  readonly person: Person;
}
export interface PeopleRows {
  /** Who can come in; by when they were last seen, those who did not come yet are last. */
  readonly present: readonly (InvitedRow | GuestRow)[];
  /** Whose invite is revoked or has ended. */
  readonly gone: readonly InvitedRow[];
}

/** A revocation can be taken back as if it had not been for this long; later it is a new invitation. */
const UNDO_MS = 10 * 60_000;

export function peopleRows({ people, invites }: Pick<Session, 'people' | 'invites'>, order: PeopleOrder): PeopleRows {
  const rows = invites.map((invite): InvitedRow => {
    const person = people.find(({ id }) => id === invite.person) ?? null;
    return { kind: 'invited', invite, person };
  });
  const isGone = ({ invite }: InvitedRow) => invite.state === 'revoked' || invite.state === 'expired';
  const guests = people
    .filter(({ id }) => !invites.some(({ person }) => person === id))
    .map((person): GuestRow => ({ kind: 'guest', person }));
  return {
    present: ordered([...rows.filter((row) => !isGone(row)), ...guests], order),
    gone: ordered(rows.filter(isGone), order),
  };
}

export function canUndo({ revokedAt }: Invite, now: Date): boolean {
  return revokedAt !== null && now.getTime() - new Date(revokedAt).getTime() < UNDO_MS;
}

function ordered<Row extends InvitedRow | GuestRow>(rows: readonly Row[], order: PeopleOrder): readonly Row[] {
  return inOrder(
    rows.map((row) => ({ row, ...rankOf(row) })),
    order,
  ).map(({ row }) => row);
}

function rankOf(row: InvitedRow | GuestRow): Ranked {
  const { here = false, lastSeen = '', requests = 0, bytesSent = 0 } = row.person ?? {};
  const { name } = row.kind === 'guest' ? row.person : row.invite;
  return { name, here, lastSeen, requests, bytesSent };
}
