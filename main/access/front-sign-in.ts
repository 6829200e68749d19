/** Makes collaborators of the people whom the lab's own web server has signed in: the same person has the same annotations everywhere. */
import { createHash } from 'node:crypto';
import type { Role } from '../../contract/session.ts';
import { collaboratorIdFor } from './collaborator-id.ts';
import type { GroupMember, Memberships } from './memberships.ts';

export interface FrontUser {
  /** Names the folder of this person's annotations: follows from the user's name alone. */
  readonly collaborator: string;
  /** There is no sign-in of ours that could be taken back: who may come in is said by the server in front. */
  readonly signInId: null;
  readonly name: string;
  readonly role: Role;
  readonly by: 'front-server';
}

/** @param user as the server in front names them; names that differ in anything are different people */
export function frontUser(user: string, role: Role): FrontUser {
  const digest = createHash('sha256').update(`front-server\n${user}`).digest('hex').slice(0, 16);
  // The digest keeps these apart from invited people, too, whose ids end in six letters.
  return { collaborator: collaboratorIdFor(user, () => digest), signInId: null, name: user, role, by: 'front-server' };
}

export interface FrontGroups {
  readonly datasetId: string;
  readonly memberships: Pick<Memberships, 'isOwned' | 'admitNamed'>;
}

/**
 * The same gatekeeper, which now also admits those people: members of the groups that own the dataset with their role there, and where no
 * group owns it everybody with the role that the general link gives.
 */
export function admittingFrontUsers<Gatekeeper extends object>(
  gatekeeper: Gatekeeper,
  role: () => Role,
  groups: FrontGroups | null = null,
): Gatekeeper & { admitFrontUser(user: string): FrontUser | GroupMember | null } {
  const admitFrontUser = (user: string) => {
    if (groups === null || !groups.memberships.isOwned(groups.datasetId)) return frontUser(user, role());
    return groups.memberships.admitNamed(user, groups.datasetId);
  };
  return Object.assign(gatekeeper, { admitFrontUser });
}
