/** Puts invites and the people who came into the rows of one table. Pure. */
import type { Invite, Person, Session } from '../../contract/session.ts';

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
  /** Who can come in: here first, then by when they were last seen, then those who did not come yet. */
  readonly present: readonly (InvitedRow | GuestRow)[];
  /** Whose invite is revoked or has ended. */
  readonly gone: readonly InvitedRow[];
}

/** A revocation can be taken back as if it had not been for this long; later it is a new invitation. */
const UNDO_MS = 10 * 60_000;

export function peopleRows({ people, invites }: Pick<Session, 'people' | 'invites'>): PeopleRows {
  const rows = invites.map((invite): InvitedRow => {
    const person = people.find(({ id }) => id === invite.person) ?? null;
    return { kind: 'invited', invite, person };
  });
  const isGone = ({ invite }: InvitedRow) => invite.state === 'revoked' || invite.state === 'expired';
  const guests = people
    .filter(({ id }) => !invites.some(({ person }) => person === id))
    .map((person): GuestRow => ({ kind: 'guest', person }));
  return {
    present: [...rows.filter((row) => !isGone(row)), ...guests].sort(byPresence),
    gone: rows.filter(isGone).sort(byPresence),
  };
}

export function canUndo({ revokedAt }: Invite, now: Date): boolean {
  return revokedAt !== null && now.getTime() - new Date(revokedAt).getTime() < UNDO_MS;
}

function byPresence(a: InvitedRow | GuestRow, b: InvitedRow | GuestRow): number {
  const here = Number(b.person?.here ?? false) - Number(a.person?.here ?? false);
  return here === 0 ? (b.person?.lastSeen ?? '').localeCompare(a.person?.lastSeen ?? '') : here;
}
