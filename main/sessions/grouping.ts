/** What the owner does with accounts and groups: reads them, changes them, imports them. Holds for the next request. */
import type {
  ChangeAccount,
  ChangeGroup,
  Groups as Shown,
  Group as ShownGroup,
  ImportReport,
  ImportUsers,
} from '../../contract/groups.ts';
import { groupNameSchema } from '../../contract/groups.ts';
import type { Role } from '../../contract/session.ts';
import { ShareError } from '../../contract/errors.ts';
import { frontUser } from '../access/front-sign-in.ts';
import type { Hasher } from '../access/password-hash.ts';
import { normalSource } from '../datasets/remote/source.ts';
import type { Account, Accounts } from '../store/accounts.ts';
import type { Datasets, RememberedDataset } from '../store/datasets.ts';
import type { Group, Groups } from '../store/groups.ts';
import type { Place } from './check-dataset.ts';
import { DEFAULT_ROLE, importUsers } from './import-users.ts';
import type { OwnerDeed } from './owner-deeds.ts';

export interface GroupingOptions {
  readonly accounts: Accounts;
  readonly groups: Groups;
  readonly datasets: Datasets;
  readonly hasher: Hasher;
  /**
   * Of a file, or of what is behind an address, which is not downloaded for it.
   *
   * @throws ShareError `dataset-*`, `download-*`
   */
  readonly placeOf: (source: string) => Promise<Pick<Place, 'path' | 'fileName' | 'sizeBytes'>>;
  readonly titleOf: (fileName: string) => string;
  readonly slugOf: (title: string, taken: ReadonlySet<string>) => string;
  readonly transaction: <T>(work: () => T) => T;
  /** The library's, where one runs here. */
  readonly offered?: {
    readonly all: () => readonly RememberedDataset[];
    readonly groupsByFolder: (datasetId: string) => readonly string[];
  };
  /** Where people sign in. */
  readonly url?: () => string;
  readonly onChange?: () => void;
  /** Writes down what the owner did; `datasetId` is empty for what is about no dataset alone. */
  readonly record: (datasetId: string, deed: OwnerDeed) => void;
}

export class Grouping {
  readonly #options: GroupingOptions;

  constructor(options: GroupingOptions) {
    this.#options = options;
  }

  read(): Shown {
    const { accounts, groups, offered } = this.#options;
    const all = groups.list();
    const owned = new Set(groups.datasets().map(({ datasetId }) => datasetId));
    const inFolder = offered?.all() ?? [];
    const unowned = inFolder.filter(({ id }) => !owned.has(id) && offered?.groupsByFolder(id).length === 0);
    return {
      groups: all.map((group) => this.#shown(group, inFolder)),
      accounts: accounts.list().map((account) => ({
        name: account.name,
        password: passwordKind(account),
        collaborator: account.collaborator,
        browsers: accounts.holding(account.id).length,
      })),
      unowned: unowned.map(({ path, title }) => ({ path, title, byFolder: false })),
      url: this.#options.url?.() ?? null,
    };
  }

  /**
   * Makes the group if there is none of this name.
   *
   * @throws ShareError `dataset-*`, `download-*`, `account-not-found`, `request-invalid`
   */
  async changeGroup(name: string, change: ChangeGroup): Promise<ShownGroup> {
    const judged = groupNameSchema.safeParse(name);
    if (!judged.success) throw new ShareError('request-invalid', { reason: judged.error.issues[0]?.message ?? name });
    const { accounts, groups, datasets, titleOf, slugOf, transaction, record } = this.#options;
    const { setMembers = [], removeMembers = [], addDatasets = [], removeDatasets = [] } = change;
    // Looked at before anything is changed: a wrong path changes nothing.
    const files = await Promise.all(addDatasets.map((path) => this.#options.placeOf(path)));
    const leaving = removeMembers.map((member) => this.#account(member));
    const group = transaction(() => {
      const made = groups.ensure(name);
      for (const { name: member, role } of setMembers)
        groups.setMember(made.id, (accounts.named(member) ?? this.#newAccount(member)).id, role, false);
      for (const { id } of leaving) groups.removeMember(made.id, id);
      return made;
    });
    for (const file of files) {
      const title = titleOf(file.fileName);
      const { id } = datasets.offer({ ...file, title }, (taken) => slugOf(title, taken));
      groups.addDataset(group.id, id);
      record(id, { action: 'gave-to-group', subject: name });
    }
    for (const path of removeDatasets.map(normalSource)) {
      const dataset = datasets.find(path);
      if (dataset === null) throw new ShareError('dataset-not-found', { path });
      groups.removeDataset(group.id, dataset.id);
      record(dataset.id, { action: 'took-from-group', subject: name });
    }
    for (const { name: subject, role } of setMembers)
      record('', { action: 'set-member', subject, value: `${role} ${name}` });
    for (const { name: subject } of leaving) record('', { action: 'removed-member', subject, value: name });
    this.#changed();
    return this.#shown(group, this.#options.offered?.all() ?? []);
  }

  /** @throws ShareError `group-not-found` */
  removeGroup(name: string): void {
    const { groups } = this.#options;
    const group = groups.named(name);
    if (group === null) throw new ShareError('group-not-found', { name });
    groups.remove(group.id);
    this.#options.record('', { action: 'removed-group', subject: name });
    this.#changed();
  }

  /** @throws ShareError `account-not-found` */
  async changeAccount(name: string, { password, signOut = false }: ChangeAccount): Promise<void> {
    const { accounts, hasher, record } = this.#options;
    const { id } = this.#account(name);
    if (password !== undefined) {
      accounts.setPassword(id, password === null ? null : await hasher.hash(password), null);
      record('', { action: 'set-account-password', subject: name });
    }
    if (signOut) {
      accounts.endAll(id, 'put-out');
      record('', { action: 'signed-out-account', subject: name });
    }
    this.#changed();
  }

  /**
   * With its memberships and sign-ins; annotations stay.
   *
   * @throws ShareError `account-not-found`
   */
  removeAccount(name: string): void {
    this.#options.accounts.remove(this.#account(name).id);
    this.#options.record('', { action: 'removed-account', subject: name });
    this.#changed();
  }

  async importUsers(wish: ImportUsers): Promise<ImportReport> {
    const report = await importUsers(this.#options, wish);
    if (!report.dryRun)
      for (const deed of importDeeds(report, wish.role ?? DEFAULT_ROLE)) this.#options.record('', deed);
    this.#changed();
    return report;
  }

  #shown({ id, name }: Group, inFolder: readonly RememberedDataset[]): ShownGroup {
    const { groups, datasets, offered } = this.#options;
    const added = groups.datasets().filter(({ groupId }) => groupId === id);
    const byFolder = inFolder.filter(
      (one) =>
        offered?.groupsByFolder(one.id).includes(name) === true && !added.some((own) => own.datasetId === one.id),
    );
    return {
      name,
      members: groups
        .members()
        .filter(({ groupId }) => groupId === id)
        .map((member) => ({ name: member.name, role: member.role })),
      datasets: [
        ...added.map(({ path }) => ({ path, title: datasets.find(path)?.title ?? path, byFolder: false })),
        ...byFolder.map(({ path, title }) => ({ path, title, byFolder: true })),
      ],
    };
  }

  #account(name: string): Account {
    const account = this.#options.accounts.named(name);
    if (account === null) throw new ShareError('account-not-found', { name });
    return account;
  }

  /** Nobody signs in by it before it has a password, unless a web server in front does. */
  #newAccount(name: string): Account {
    const { collaborator } = frontUser(name, 'viewer');
    return this.#options.accounts.create({ name, collaborator, passwordHash: null, imported: false });
  }

  #changed(): void {
    this.#options.onChange?.();
  }
}

function importDeeds({ users, members }: ImportReport, role: Role): OwnerDeed[] {
  const count = users.added.length + users.changed.length + users.removed.length;
  return [
    ...(count === 0 ? [] : [{ action: 'imported-users', value: String(count) } as const]),
    ...members.added.map(({ name, group }) => ({
      action: 'set-member' as const,
      subject: name,
      value: `${role} ${group}`,
    })),
    ...members.removed.map(({ name, group }) => ({ action: 'removed-member' as const, subject: name, value: group })),
  ];
}

function passwordKind({ passwordHash }: Account): Shown['accounts'][number]['password'] {
  if (passwordHash === null) return 'none';
  return passwordHash.startsWith('$scrypt$') ? 'own' : 'imported';
}
