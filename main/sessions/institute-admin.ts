/** What the owner does with people who come by an identity provider: says what that opens, and who of them may not come back. Holds for the next request. */
import type { ChangeInstitute, ChangePerson } from '../../contract/control.ts';
import { ShareError } from '../../contract/errors.ts';
import type { Person, Session as Snapshot } from '../../contract/session.ts';
import type { AuditLog } from '../store/audit.ts';
import type { OidcPeople } from '../store/oidc-people.ts';
import type { OwnerDeed } from './owner-deeds.ts';
import { recordOwner } from './record-owner.ts';
import type { Sessions } from './sessions.ts';

export interface InstituteAdminOptions {
  readonly sessions: Pick<Sessions, 'get' | 'datasetOf' | 'noteChange'>;
  readonly people: OidcPeople;
  readonly audit: Pick<AuditLog, 'record'>;
  /** Whether a provider was set up. */
  readonly isSetUp: boolean;
}

export class InstituteAdmin {
  readonly #options: InstituteAdminOptions;

  constructor(options: InstituteAdminOptions) {
    this.#options = options;
  }

  /** @throws ShareError `session-not-found`, `oidc-not-set-up` */
  changeAccess(sessionId: string, { role, open }: ChangeInstitute): Snapshot {
    const { sessions, people, isSetUp } = this.#options;
    sessions.get(sessionId);
    const datasetId = sessions.datasetOf(sessionId);
    if (!isSetUp || datasetId === null) throw new ShareError('oidc-not-set-up');
    const before = people.access(datasetId);
    const after = { role: role ?? before.role, open: open ?? before.open };
    people.setAccess(datasetId, after);
    this.#note(datasetId, [
      ...(after.role === before.role
        ? []
        : [{ action: 'changed-institute-role', subject: null, value: after.role } as const]),
      ...(after.open === before.open
        ? []
        : [{ action: after.open ? 'opened-institute' : 'closed-institute', subject: null } as const]),
    ]);
    return sessions.get(sessionId);
  }

  /**
   * A block puts the person out everywhere in this dataset and lasts until it is taken back; their annotations stay.
   *
   * @throws ShareError `session-not-found`, `oidc-person-not-found`
   */
  changePerson(sessionId: string, personId: string, { role, blocked }: ChangePerson): Person {
    const { sessions, people } = this.#options;
    sessions.get(sessionId);
    const datasetId = sessions.datasetOf(sessionId);
    const before = datasetId === null ? null : people.find(datasetId, personId);
    if (datasetId === null || before === null) throw new ShareError('oidc-person-not-found', { id: personId });
    const after = {
      role: role === undefined ? before.role : role,
      blockedAt: blocked === undefined ? before.blockedAt : blocked ? (before.blockedAt ?? new Date()) : null,
    };
    people.change(datasetId, personId, after);
    const wasBlocked = before.blockedAt !== null;
    const isBlocked = after.blockedAt !== null;
    this.#note(datasetId, [
      ...(after.role === before.role
        ? []
        : [{ action: 'changed-person-role', subject: before.name, value: after.role } as const]),
      ...(isBlocked === wasBlocked
        ? []
        : [{ action: isBlocked ? 'blocked-person' : 'let-back-person', subject: before.name } as const]),
    ]);
    const shown = sessions.get(sessionId).people.find(({ id }) => id === personId);
    if (shown === undefined) throw new ShareError('oidc-person-not-found', { id: personId });
    return shown;
  }

  #note(datasetId: string, deeds: readonly OwnerDeed[]): void {
    recordOwner(this.#options.audit, datasetId, deeds);
    this.#options.sessions.noteChange();
  }
}
