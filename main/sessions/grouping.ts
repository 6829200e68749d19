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
import { ShareError } from '../../contract/errors.ts';
import { frontUser } from '../access/front-sign-in.ts';
import type { Hasher } from '../access/password-hash.ts';
import type { Account, Accounts } from '../store/accounts.ts';
import type { Datasets, RememberedDataset } from '../store/datasets.ts';
import type { Group, Groups } from '../store/groups.ts';
import { importUsers } from './import-users.ts';

export interface GroupingOptions {
  readonly accounts: Accounts;
  readonly groups: Groups;
  readonly datasets: Datasets;
  readonly hasher: Hasher;
  /** @throws ShareError `dataset-*` */
  readonly checkFile: (
    path: string,
  ) => Promise<{ readonly path: string; readonly fileName: string; readonly sizeBytes: number }>;
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
   * @throws ShareError `dataset-*`, `account-not-found`, `request-invalid`
   */
  async changeGroup(name: string, change: ChangeGroup): Promise<ShownGroup> {
    const judged = groupNameSchema.safeParse(name);
    if (!judged.success) throw new ShareError('request-invalid', { reason: judged.error.issues[0]?.message ?? name });
    const { accounts, groups, datasets, titleOf, slugOf, transaction } = this.#options;
    const { setMembers = [], removeMembers = [], addDatasets = [], removeDatasets = [] } = change;
    // Looked at before anything is changed: a wrong path changes nothing.
    const files = await Promise.all(addDatasets.map((path) => this.#options.checkFile(path)));
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
    }
    for (const path of removeDatasets) {
      const dataset = datasets.find(path);
      if (dataset === null) throw new ShareError('dataset-not-found', { path });
      groups.removeDataset(group.id, dataset.id);
    }
    this.#changed();
    return this.#shown(group, this.#options.offered?.all() ?? []);
  }

  /** @throws ShareError `group-not-found` */
  removeGroup(name: string): void {
    const { groups } = this.#options;
    const group = groups.named(name);
    if (group === null) throw new ShareError('group-not-found', { name });
    groups.remove(group.id);
    this.#changed();
  }

  /** @throws ShareError `account-not-found` */
  async changeAccount(name: string, { password, signOut = false }: ChangeAccount): Promise<void> {
    const { accounts, hasher } = this.#options;
    const { id } = this.#account(name);
    if (password !== undefined) accounts.setPassword(id, password === null ? null : await hasher.hash(password), null);
    if (signOut) accounts.endAll(id, 'put-out');
    this.#changed();
  }

  /**
   * With its memberships and sign-ins; annotations stay.
   *
   * @throws ShareError `account-not-found`
   */
  removeAccount(name: string): void {
    this.#options.accounts.remove(this.#account(name).id);
    this.#changed();
  }

  async importUsers(wish: ImportUsers): Promise<ImportReport> {
    const report = await importUsers(this.#options, wish);
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

function passwordKind({ passwordHash }: Account): Shown['accounts'][number]['password'] {
  if (passwordHash === null) return 'none';
  return passwordHash.startsWith('$scrypt$') ? 'own' : 'imported';
}
