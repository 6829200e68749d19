/** Makes collaborators of the people whom the lab's own web server has signed in: the same person has the same annotations everywhere. */
import { createHash } from 'node:crypto';
import type { Role } from '../../contract/session.ts';
import { collaboratorIdFor } from './collaborator-id.ts';

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

/** The same gatekeeper, which now also admits those people, with the role that the general link gives. */
export function admittingFrontUsers<Gatekeeper extends object>(
  gatekeeper: Gatekeeper,
  role: () => Role,
): Gatekeeper & { admitFrontUser(user: string): FrontUser } {
  return Object.assign(gatekeeper, { admitFrontUser: (user: string) => frontUser(user, role()) });
}
