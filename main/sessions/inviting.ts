/** What the owner does with personal links: make, change, renew and revoke them, and sign browsers out. Holds for the next request. */
import type { ChangeInvite, MadeInvite, NewInvite, RenewInvite } from '../../contract/control.ts';
import { ShareError } from '../../contract/errors.ts';
import type { Invite as Shown } from '../../contract/session.ts';
import type { AuditLog } from '../store/audit.ts';
import type { Invite, Invites } from '../store/invites.ts';
import { browserIdOf, type SignIns } from '../store/sign-ins.ts';
import { recordOwner } from './record-owner.ts';
import { inviteDeeds } from './owner-deeds.ts';
import type { Sessions } from './sessions.ts';

export interface InvitingOptions {
  readonly sessions: Pick<Sessions, 'get' | 'datasetOf' | 'list' | 'noteChange'>;
  readonly invites: Invites;
  readonly signIns: SignIns;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly collaboratorIdFor: (name: string) => string;
}

export class Inviting {
  readonly #options: InvitingOptions;

  constructor(options: InvitingOptions) {
    this.#options = options;
  }

  /** @throws ShareError `session-not-found`, `invite-no-link`, `invite-expiry-past` */
  create(sessionId: string, { name, role, expiresAt }: NewInvite): MadeInvite {
    const { sessions, invites, audit, collaboratorIdFor } = this.#options;
    const { title } = sessions.get(sessionId);
    const datasetId = sessions.datasetOf(sessionId);
    if (datasetId === null) throw new ShareError('invite-no-link', { title });
    const collaborator = collaboratorIdFor(name);
    const { id } = invites.create({ datasetId, collaborator, name, role, expiresAt: expiryOf(expiresAt) ?? null });
    recordOwner(audit, datasetId, [{ action: 'made-invite', subject: name, value: role }]);
    return this.#made(id);
  }

  /** @throws ShareError `invite-not-found`, `invite-expiry-past` */
  change(id: string, { name, role, expiresAt, revoked }: ChangeInvite): Shown {
    const { audit, invites } = this.#options;
    const before = this.#find(id);
    const { revokedAt } = before;
    const after = invites.change(id, {
      name,
      role,
      expiresAt: expiryOf(expiresAt),
      revokedAt: revoked === undefined ? undefined : revoked ? (revokedAt ?? new Date()) : null,
    });
    recordOwner(audit, before.datasetId, inviteDeeds(before, after));
    return this.#changed(id);
  }

  /** Closes the way in and puts out whoever came in by it. Their annotations stay. */
  revoke(id: string): Shown {
    return this.change(id, { revoked: true });
  }

  /**
   * Makes a new link; the old one opens nothing any more. A revoked invite is open again with it, for browsers that open the new link.
   *
   * @throws ShareError `invite-not-found`
   */
  renew(id: string, { signOut = false }: RenewInvite): MadeInvite {
    const { audit, invites, signIns } = this.#options;
    const { revokedAt, datasetId, name } = this.#find(id);
    if (signOut || revokedAt !== null) signIns.revokeAllOf(id, 'put-out');
    if (revokedAt !== null) invites.change(id, { revokedAt: null });
    invites.renew(id);
    recordOwner(audit, datasetId, [{ action: 'renewed-invite', subject: name }]);
    return this.#made(id);
  }

  /** @throws ShareError `session-not-found`, `browser-not-found` */
  signOutBrowser(sessionId: string, browserId: string): void {
    const { sessions, signIns } = this.#options;
    sessions.get(sessionId);
    const datasetId = sessions.datasetOf(sessionId);
    const holding = datasetId === null ? [] : signIns.listFor(datasetId).filter(({ ended }) => ended === null);
    const signIn = holding.find((one) => browserIdOf(one) === browserId);
    if (signIn === undefined) throw new ShareError('browser-not-found', { id: browserId });
    signIns.revoke(signIn.id, 'put-out');
    const deed = { action: 'signed-out-browser', subject: signIn.name } as const;
    recordOwner(this.#options.audit, signIn.datasetId, [deed]);
    sessions.noteChange();
  }

  /** @throws ShareError `invite-not-found`, also when its dataset is not being shared */
  get(id: string): Shown {
    const shown = this.#options.sessions.list().flatMap((session) => session.invites);
    const invite = shown.find((one) => one.id === id);
    if (invite === undefined) throw new ShareError('invite-not-found', { id });
    return invite;
  }

  #find(id: string): Invite {
    this.get(id);
    const invite = this.#options.invites.find(id);
    if (invite === null) throw new ShareError('invite-not-found', { id });
    return invite;
  }

  #made(id: string): MadeInvite {
    const { url, name } = this.#changed(id);
    if (url === null) throw new ShareError('invite-no-link', { title: name });
    return { id, url };
  }

  #changed(id: string): Shown {
    this.#options.sessions.noteChange();
    return this.get(id);
  }
}

/** Undefined: stays as it is; null: not by itself. */
function expiryOf(expiresAt: string | null | undefined): Date | null | undefined {
  if (expiresAt === null || expiresAt === undefined) return expiresAt;
  const date = new Date(expiresAt);
  if (date <= new Date()) throw new ShareError('invite-expiry-past', { when: expiresAt });
  return date;
}
