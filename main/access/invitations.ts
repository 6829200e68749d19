/** The way into one dataset by personal links: reads a link, signs browsers in by it, and says whom a signed-in browser stands for. */
import type { Role } from '../../contract/session.ts';
import type { Invite, Invites } from '../store/invites.ts';
import type { SignIn, SignIns } from '../store/sign-ins.ts';
import type { Caller } from './general-link.ts';
import { proves, readInviteToken } from './invite-token.ts';

/** Enough for one person's computers, phones and private windows; a link that was passed around is noticed. */
export const BROWSERS_PER_INVITE = 10;

export interface InvitationsOptions {
  /** Null where there is no dataset: the same work is done, and nobody gets in. */
  readonly datasetId: string | null;
  readonly key: Buffer;
  readonly invites: Invites;
  readonly signIns: SignIns;
  readonly now?: () => Date;
}

/** Whom a link is for. */
export interface Invitation {
  readonly name: string;
  readonly collaborator: string;
}

/** Somebody who came by a personal link, as the proxy knows people. */
export interface InvitedPerson {
  readonly collaborator: string;
  readonly signInId: string;
  readonly name: string;
  readonly role: Role;
  readonly by: 'invite';
}

export class Invitations {
  readonly #options: InvitationsOptions;
  readonly #now: () => Date;

  constructor(options: InvitationsOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
  }

  /** Whom a link is for. Null, after the same work, for one that is unknown, replaced, expired, revoked or of another dataset. */
  read(token: string): Invitation | null {
    const invite = this.#open(token);
    return invite === null ? null : { name: invite.name, collaborator: invite.collaborator };
  }

  /**
   * Signs a browser in. One that is in by this invite already stays what it is; one too many puts out the one idle longest.
   *
   * @param before the sign-in that this browser holds now, if any
   */
  accept(token: string, from: Caller, before: string | null): InvitedPerson | null {
    const invite = this.#open(token);
    if (invite === null) return null;
    const { signIns } = this.#options;
    const holding = signIns.holdingOf(invite.id);
    const known = holding.find(({ id }) => id === before);
    if (known !== undefined) return personOf(invite, known);
    for (const { id } of holding.slice(0, Math.max(0, holding.length - BROWSERS_PER_INVITE + 1)))
      signIns.revoke(id, 'too-many');
    const { id: inviteId, datasetId, collaborator, name } = invite;
    return personOf(invite, signIns.create({ datasetId, collaborator, name, by: 'invite', inviteId, ...from }));
  }

  /** Asked at each request: role, expiry and revocation hold for the next one. */
  recognise(signIn: SignIn): InvitedPerson | null {
    const invite = signIn.inviteId === null ? null : this.#options.invites.find(signIn.inviteId);
    return invite === null || !this.#holds(invite) ? null : personOf(invite, signIn);
  }

  signOutEverywhere(signIn: SignIn): void {
    if (signIn.inviteId !== null) this.#options.signIns.revokeAllOf(signIn.inviteId, 'signed-out');
  }

  #open(token: string): Invite | null {
    const read = readInviteToken(token);
    if (read === null) return null;
    const { invites, key, datasetId } = this.#options;
    const invite = invites.find(read.id);
    const isProven = proves(key, read, invite?.generation ?? 0);
    if (invite === null || !isProven || invite.datasetId !== datasetId) return null;
    return this.#holds(invite) ? invite : null;
  }

  #holds({ revokedAt, expiresAt }: Invite): boolean {
    return revokedAt === null && (expiresAt === null || expiresAt > this.#now());
  }
}

function personOf({ collaborator, name, role }: Invite, { id }: SignIn): InvitedPerson {
  return { collaborator, signInId: id, name, role, by: 'invite' };
}
