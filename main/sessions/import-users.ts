/** Takes over the people of a password file and the groups of a group file, as often as these change; says what it did, or would do. */
import { userNameSchema, groupNameSchema, type ImportReport, type ImportUsers } from '../../contract/groups.ts';
import type { Role } from '../../contract/session.ts';
import { frontUser } from '../access/front-sign-in.ts';
import { readGroupFile, type GroupFile } from '../access/group-file.ts';
import { readHtpasswd } from '../access/htpasswd.ts';
import type { Hasher } from '../access/password-hash.ts';
import type { Account, Accounts } from '../store/accounts.ts';
import type { Groups } from '../store/groups.ts';

export interface ImportParts {
  readonly accounts: Accounts;
  readonly groups: Groups;
  readonly hasher: Hasher;
  /** All or nothing. */
  readonly transaction: <T>(work: () => T) => T;
}

type Plan = { -readonly [name in keyof ImportReport]: ImportReport[name] } & { readonly acts: (() => void)[] };

export const DEFAULT_ROLE: Role = 'annotator';

export async function importUsers(parts: ImportParts, wish: ImportUsers): Promise<ImportReport> {
  const users = readHtpasswd(wish.htpasswd);
  const { groups, problems } = readGroupFile(wish.groups ?? '');
  const plan: Plan = {
    dryRun: wish.dryRun ?? false,
    users: { added: [], changed: [], unchanged: 0, missing: [], removed: [] },
    groups: { added: [] },
    members: { added: [], removed: [] },
    problems: [
      ...users.problems.map((problem) => ({ file: 'htpasswd' as const, ...problem })),
      ...problems.map((problem) => ({ file: 'groups' as const, ...problem })),
    ],
    acts: [],
  };
  const known = new Map(parts.accounts.list().map((account) => [account.name, account]));
  const hashes = usable(users.users, wish.htpasswd, plan);
  for (const [name, hash] of hashes) await planUser(parts, plan, name, hash, known.get(name) ?? null);
  planMissing(parts, plan, known, hashes, wish.removeMissing ?? false);
  planGroups(parts, plan, { groups, problems: [] }, wish, known, hashes);
  if (!plan.dryRun) parts.transaction(() => plan.acts.forEach((act) => act()));
  const { acts: _acts, ...report } = plan;
  return report;
}

/** Names that no account may have are told with their line. */
function usable(users: ReadonlyMap<string, string>, text: string, plan: Plan): ReadonlyMap<string, string> {
  const lines = text.split(/\r\n|\n|\r/);
  return new Map(
    [...users].filter(([name]) => {
      const judged = userNameSchema.safeParse(name);
      if (judged.success) return true;
      const line = lines.findIndex((content) => content.trimStart().startsWith(`${name}:`)) + 1;
      plan.problems.push({ file: 'htpasswd', line: Math.max(1, line), reason: `${name}: ${messageOf(judged.error)}.` });
      return false;
    }),
  );
}

async function planUser(
  { accounts, hasher }: ImportParts,
  plan: Plan,
  name: string,
  hash: string,
  account: Account | null,
): Promise<void> {
  if (account === null) {
    plan.users.added.push(name);
    plan.acts.push(() => {
      if (accounts.named(name) === null) accounts.create(newAccount(name, hash));
    });
    return;
  }
  if (await isSame(account, hash, hasher)) {
    plan.users.unchanged += 1;
    plan.acts.push(() => accounts.markImported(account.id));
    return;
  }
  plan.users.changed.push(name);
  plan.acts.push(() => {
    accounts.setPassword(account.id, hash, null);
    accounts.markImported(account.id);
    accounts.endAll(account.id, 'put-out');
  });
}

/** Since a first sign-in the file's own hash is not kept any more, only what it was can be compared with. */
async function isSame({ passwordHash, importedHash }: Account, hash: string, hasher: Hasher): Promise<boolean> {
  return passwordHash === hash || (importedHash !== null && (await hasher.verify(hash, importedHash)));
}

function planMissing(
  { accounts }: ImportParts,
  plan: Plan,
  known: ReadonlyMap<string, Account>,
  hashes: ReadonlyMap<string, string>,
  remove: boolean,
): void {
  for (const { id, name, imported, passwordHash } of known.values()) {
    // Whoever came by a group file alone has no line here to be missed.
    if (!imported || passwordHash === null || hashes.has(name)) continue;
    plan.users[remove ? 'removed' : 'missing'].push(name);
    if (remove) plan.acts.push(() => accounts.remove(id));
  }
}

function planGroups(
  { accounts, groups }: ImportParts,
  plan: Plan,
  file: GroupFile,
  { role = DEFAULT_ROLE }: ImportUsers,
  known: ReadonlyMap<string, Account>,
  hashes: ReadonlyMap<string, string>,
): void {
  const before = groups.members();
  for (const [name, users] of file.groups) {
    const judged = groupNameSchema.safeParse(name);
    if (!judged.success) {
      plan.problems.push({ file: 'groups', line: 1, reason: `${name}: ${messageOf(judged.error)}.` });
      continue;
    }
    const group = groups.named(name);
    if (group === null) plan.groups.added.push(name);
    plan.acts.push(() => groups.ensure(name));
    const members = before.filter(({ groupId }) => groupId === group?.id);
    const listed = [...users].filter((user) => userNameSchema.safeParse(user).success);
    for (const user of listed.filter((one) => !members.some((member) => member.name === one))) {
      plan.members.added.push({ group: name, name: user });
      if (!known.has(user) && !hashes.has(user) && !plan.users.added.includes(user)) plan.users.added.push(user);
      plan.acts.push(() => {
        const account = accounts.named(user) ?? accounts.create(newAccount(user, null));
        groups.setMember(groups.ensure(name).id, account.id, role, true);
      });
    }
    for (const { groupId, accountId, name: user } of members.filter((one) => one.imported && !users.has(one.name))) {
      plan.members.removed.push({ group: name, name: user });
      plan.acts.push(() => groups.removeMember(groupId, accountId));
    }
  }
}

/** An id that follows from the name: somebody whom a server in front signed in before finds their annotations again. */
function newAccount(name: string, passwordHash: string | null) {
  return { name, collaborator: frontUser(name, 'viewer').collaborator, passwordHash, imported: true };
}

function messageOf(error: { readonly issues: readonly { readonly message: string }[] }): string {
  return error.issues[0]?.message ?? 'this is no name';
}
