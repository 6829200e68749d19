/** Says what somebody with an account may do in one dataset: the most that a group of theirs that owns it allows. */
import { roles, type Role } from '../../contract/session.ts';
import type { Account, Accounts } from '../store/accounts.ts';
import type { Groups } from '../store/groups.ts';

export interface MembershipsOptions {
  readonly accounts: Accounts;
  readonly groups: Groups;
  /** Names of the groups that own a dataset by the folder it lies in. */
  readonly byFolder?: (datasetId: string) => readonly string[];
}

/** A member of a group that owns the dataset, as the proxy knows people. */
export interface GroupMember {
  readonly collaborator: string;
  readonly signInId: string | null;
  readonly name: string;
  readonly role: Role;
  readonly by: 'account' | 'front-server';
}

/** Somebody who is signed in, whichever way. */
export type Person = Pick<GroupMember, 'collaborator' | 'signInId' | 'name'> & { readonly by: string };

export class Memberships {
  readonly #options: MembershipsOptions;

  constructor(options: MembershipsOptions) {
    this.#options = options;
  }

  /** Whether any group owns it: then a name alone, from a server in front, is not enough. */
  isOwned(datasetId: string): boolean {
    return this.#owners(datasetId).size > 0;
  }

  /** Null for whoever may not see it. Asked at each request. */
  roleOf(account: Pick<Account, 'id'>, datasetId: string): Role | null {
    const owners = this.#owners(datasetId);
    return strongest(
      this.#options.groups
        .membershipsOf(account.id)
        .flatMap(({ groupId, role }) => (owners.has(groupId) ? [role] : [])),
    );
  }

  /** @param person as the whole server's gate knows them */
  admit(person: Person, datasetId: string): GroupMember | null {
    const account = this.#options.accounts.ofCollaborator(person.collaborator);
    const role = account === null ? null : this.roleOf(account, datasetId);
    if (role === null) return null;
    const { collaborator, signInId, name } = person;
    return { collaborator, signInId, name, role, by: person.by === 'front-server' ? 'front-server' : 'account' };
  }

  admitNamed(user: string, datasetId: string): GroupMember | null {
    const account = this.#options.accounts.named(user);
    if (account === null) return null;
    const { collaborator, name } = account;
    return this.admit({ collaborator, name, signInId: null, by: 'front-server' }, datasetId);
  }

  #owners(datasetId: string): ReadonlySet<string> {
    const { groups, byFolder } = this.#options;
    const folders = (byFolder?.(datasetId) ?? []).flatMap((name) => groups.named(name)?.id ?? []);
    return new Set([...groups.ownersOf(datasetId), ...folders]);
  }
}

/** Roles grow: each may do what those before it may. */
export function strongest(held: readonly Role[]): Role | null {
  return roles.findLast((role) => held.includes(role)) ?? null;
}
