/** Composes what the service has of accounts and groups, and the library that shows members their datasets. */
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { AccountGate } from './access/account-gate.ts';
import { Memberships } from './access/memberships.ts';
import { processHasher } from './access/password-hash.ts';
import type { Look } from './annotate/look.ts';
import { AskingBuckets } from './bucket-settings.ts';
import { titleOf } from './datasets/dataset-title.ts';
import { Downloads } from './datasets/remote/downloads.ts';
import { slugOf } from './datasets/slug.ts';
import type { Gatekeeper } from './proxy/ports.ts';
import { placeOf } from './sessions/check-dataset.ts';
import { GalleryPictures } from './sessions/gallery-pictures.ts';
import { Grouping, type GroupingOptions } from './sessions/grouping.ts';
import { recordOwner } from './sessions/record-owner.ts';
import { AuditLog } from './store/audit.ts';
import { Library, type LibraryFolder } from './sessions/library.ts';
import type { MovedDatasets } from './sessions/moved-datasets.ts';
import type { Sessions } from './sessions/sessions.ts';

import { TermsOfUse } from './sessions/terms-of-use.ts';
import { Accounts } from './store/accounts.ts';
import { Buckets } from './store/buckets.ts';
import { DataUses } from './store/data-use.ts';
import { Database } from './store/database.ts';
import { Datasets, type RememberedDataset } from './store/datasets.ts';
import { Groups } from './store/groups.ts';
import { prepareHome, resolveHome, type Home } from './store/home.ts';

export interface LibraryOptions {
  readonly sessions: Sessions;
  readonly gatekeeperOf: (dataset: RememberedDataset) => Gatekeeper;
  readonly look: Look;
  readonly moved: MovedDatasets;
  readonly downloads: Downloads;
  readonly folder: LibraryFolder | null;
  readonly home: Home;
  readonly log: Logger;
}

export class Members {
  readonly memberships: Memberships;
  readonly #database: Database;
  readonly #accounts: Accounts;
  readonly #groups: Groups;
  readonly #datasets: Datasets;
  #library: Library | null = null;

  constructor(database: Database) {
    this.#database = database;
    this.#accounts = new Accounts(database);
    this.#groups = new Groups(database);
    this.#datasets = new Datasets(database);
    this.memberships = new Memberships({
      accounts: this.#accounts,
      groups: this.#groups,
      byFolder: (datasetId) => this.#library?.groupsByFolder(datasetId) ?? [],
    });
  }

  /** Begins to offer datasets; closed with what it returns. */
  openLibrary({ sessions, gatekeeperOf, look, moved, downloads, folder, home, log }: LibraryOptions): Library {
    const library = new Library({
      accounts: this.#accounts,
      groups: this.#groups,
      datasets: this.#datasets,
      memberships: this.memberships,
      gatekeeper: new AccountGate({ accounts: this.#accounts }),
      gatekeeperOf,
      sessions,
      termsOf: (datasetId) => new TermsOfUse(new DataUses(this.#database), datasetId).terms,
      pictures: new GalleryPictures({ folder: join(home.cache, 'pictures'), look, downloads, log }),
      titleOf,
      slugOf,
      folder,
      recognise: (path) => moved.recognise(path, (shared) => sessions.isShared(shared)),
      onChange: () => sessions.noteChange(),
      log,
    });
    this.#library = library;
    return library;
  }

  /** What the owner does, with a service or without one. */
  grouping(
    audit: AuditLog,
    downloads: Pick<Downloads, 'peek'>,
    service: Pick<GroupingOptions, 'url' | 'onChange'> = {},
  ): Grouping {
    const database = this.#database;
    const library = this.#library;
    return new Grouping({
      accounts: this.#accounts,
      groups: this.#groups,
      datasets: this.#datasets,
      hasher: processHasher,
      placeOf: (source) => placeOf(source, downloads),
      titleOf,
      slugOf,
      transaction: (work) => database.transaction(work),
      record: (datasetId, deed) => recordOwner(audit, datasetId, [deed]),
      ...(library === null ? {} : { offered: { all: () => library.all(), groupsByFolder: library.groupsByFolder } }),
      ...service,
    });
  }
}

/** How long entries are kept is for the service to know: the next one forgets what is too old. */
const FORGETS_NOTHING = 36_500;

/** Accounts and groups of a home, without a service; one that runs there heeds each change at its next request. */
export async function withGroups<T>(
  chosenHome: string | undefined,
  work: (groups: Grouping) => Promise<T> | T,
): Promise<T> {
  const home = resolveHome(chosenHome, process.env);
  prepareHome(home);
  const database = new Database(home.database);
  const audit = new AuditLog(database, { days: FORGETS_NOTHING });
  try {
    const s3 = new AskingBuckets({}, new Buckets(database)).of;
    const downloads = new Downloads({ folder: home.downloads, limitBytes: 0, s3, log: pino({ level: 'silent' }) });
    return await work(new Members(database).grouping(audit, downloads));
  } finally {
    audit.close();
    database.close();
  }
}
