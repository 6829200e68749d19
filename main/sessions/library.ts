/** Many datasets behind one address: what is offered to whom, and a session that begins when the first member opens its dataset. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { LibraryFile } from '../../contract/control.ts';
import { nothingHidden } from '../../contract/hides.ts';
import type { PhaseName, Session as Snapshot } from '../../contract/session.ts';
import type { Memberships } from '../access/memberships.ts';
import type { Door, DoorState, Gatekeeper, Library as LibraryPort, Offer, Terms, Visitor } from '../proxy/ports.ts';
import type { Account, Accounts } from '../store/accounts.ts';
import type { Datasets, RememberedDataset } from '../store/datasets.ts';
import type { Groups } from '../store/groups.ts';
import { FolderWatch } from './folder-watch.ts';
import type { GalleryPictures } from './gallery-pictures.ts';
import { findDatasets, foldersToWatch, type Found } from './library-folder.ts';
import type { Sessions } from './sessions.ts';

export interface LibraryFolder {
  readonly path: string;
  /** Whether the folders in it stand for the groups of their names. */
  readonly foldersAreGroups: boolean;
}

export interface LibraryParts {
  readonly accounts: Accounts;
  readonly groups: Groups;
  readonly datasets: Datasets;
  readonly memberships: Memberships;
  /** Of the whole server: knows people by their accounts. */
  readonly gatekeeper: Gatekeeper;
  /** Of a dataset that is offered and not shared yet. */
  readonly gatekeeperOf: (dataset: RememberedDataset) => Gatekeeper;
  readonly sessions: Pick<Sessions, 'start' | 'list' | 'phaseOf' | 'settled' | 'subscribe'>;
  readonly pictures: GalleryPictures;
  /** What people are asked to accept before a dataset is opened for them. */
  readonly termsOf: (datasetId: string) => Terms | null;
  readonly titleOf: (fileName: string) => string;
  readonly slugOf: (title: string, taken: ReadonlySet<string>) => string;
  readonly folder: LibraryFolder | null;
  /** Looks whether a file that is new is a known one that was moved; left away, none is. */
  readonly recognise?: (path: string) => Promise<unknown>;
  /** Told when something came into the folder, or went. */
  readonly onChange?: () => void;
  readonly log: Logger;
}

interface Offered extends Found {
  readonly datasetId: string;
}

const LOOK_EVERY_MS = 60_000;
/** Whoever loads the gallery sees what has come into the folder since; not more often than this. */
const FRESH_MS = 5_000;
/** A page that takes longer says that it is being opened. */
const OPENS_WITHIN_MS = 3_000;
/** What failed is tried again when somebody asks for it after so long. */
const RETRY_MS = 60_000;

const OFFERED = 'offered-';

/** The dataset of a door that stands where no session is yet; null for a session's own. */
export function offeredDataset(door: string): string | null {
  return door.startsWith(OFFERED) ? door.slice(OFFERED.length) : null;
}

export class Library implements LibraryPort {
  readonly #parts: LibraryParts;
  readonly #gatekeepers = new Map<string, Gatekeeper>();
  readonly #failedAt = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;
  readonly #over = new AbortController();
  readonly #watch = new FolderWatch(() => void this.look());
  #inFolder: ReadonlyMap<string, Offered> = new Map();
  #lookedAt = -Infinity;
  #looking: Promise<void> | null = null;

  constructor(parts: LibraryParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  get isOpen(): boolean {
    return this.#parts.accounts.some;
  }

  get gatekeeper(): Gatekeeper {
    return this.#parts.gatekeeper;
  }

  /** Names of the groups that own a dataset by the folder it lies in. */
  readonly groupsByFolder = (datasetId: string): readonly string[] => {
    const group = this.#inFolder.get(datasetId)?.group ?? null;
    return group === null ? [] : [group];
  };

  /** What is offered in all, for the owner: by title. */
  all(): readonly RememberedDataset[] {
    const paths = new Set([...this.#inFolder.values(), ...this.#parts.groups.datasets()].map(({ path }) => path));
    return [...paths]
      .map((path) => this.#parts.datasets.find(path))
      .filter((one) => one !== null)
      .sort((a, b) => a.title.localeCompare(b.title, 'en'));
  }

  /** What lies in the folder now, for the owner; null where no folder is served. */
  files(): LibraryFile[] | null {
    if (this.#parts.folder === null) return null;
    const { datasets } = this.#parts;
    return [...this.#inFolder.values()].map(({ path, fileName, sizeBytes, group }) => {
      const title = datasets.find(path)?.title ?? this.#parts.titleOf(fileName);
      return { path, fileName, title, sizeBytes, group };
    });
  }

  offers(person: Visitor): readonly Offer[] {
    if (Date.now() - this.#lookedAt > FRESH_MS) void this.look();
    const account = this.#parts.accounts.ofCollaborator(person.collaborator);
    if (account === null) return [];
    const sessions = new Map(this.#parts.sessions.list().map((session) => [session.dataset.path, session]));
    return this.all()
      .filter(({ id }) => this.#parts.memberships.roleOf(account, id) !== null)
      .map((dataset) => this.#offer(dataset, account, sessions.get(dataset.path) ?? null, person.collaborator));
  }

  picture(person: Visitor, slug: string): Promise<Buffer | null> {
    const { accounts, datasets, memberships, pictures } = this.#parts;
    const account = accounts.ofCollaborator(person.collaborator);
    const dataset = datasets.named(slug);
    const may = account !== null && dataset !== null && memberships.roleOf(account, dataset.id) !== null;
    return may ? pictures.png(dataset.path, dataset.hides) : Promise.resolve(null);
  }

  /** The door of a dataset that is offered and has none of its own yet: whoever passes it has a session started. */
  door(slug: string): Door | null {
    const dataset = this.#parts.datasets.named(slug);
    if (dataset === null || !this.#isOffered(dataset.id)) return null;
    const state = this.#stateOf(dataset.path);
    return {
      id: `${OFFERED}${dataset.id}`,
      slug,
      state: state === 'open' || state === 'starting' ? { kind: 'starting', first: true } : { kind: state },
      toggles: dataset.toggles,
      terms: this.#parts.termsOf(dataset.id),
      // Nothing answers here: what is hidden is told to the host by the session's own door.
      hides: nothingHidden,
      gatekeeper: this.#gatekeeperOf(dataset),
      content: `offered-${dataset.id}`,
      heavyAtOnce: 1,
      awake: () => this.#awake(dataset),
      answerProbe: () => null,
      hasSaved: () => Promise.resolve(true),
      entered: () => {
        this.#start(dataset);
        return () => undefined;
      },
      observe: () => undefined,
    };
  }

  /** Looks what is in the folder now, and at what has changed of what is offered. Never rejects. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => (this.#looking = null));
    return this.#looking;
  }

  close(): void {
    this.#over.abort();
    clearInterval(this.#timer);
    this.#watch.close();
  }

  async #look(): Promise<void> {
    const { folder, datasets, pictures, log } = this.#parts;
    this.#lookedAt = Date.now();
    if (folder !== null) {
      try {
        const found = await this.#found(folder);
        if (this.#over.signal.aborted) return;
        const before = JSON.stringify(this.files());
        this.#inFolder = new Map(found.map((file) => this.#offered(file)).map((one) => [one.datasetId, one]));
        if (JSON.stringify(this.files()) !== before) this.#parts.onChange?.();
      } catch (error) {
        // A drive that went away comes back: what was offered stays, and says for itself that it cannot be opened.
        log.warn({ err: error }, 'the library’s folder could not be read');
      }
    }
    if (this.#over.signal.aborted) return;
    // Pictures follow in their own time.
    if (this.isOpen)
      for (const { path } of this.all()) void pictures.refresh(path, datasets.find(path)?.hides ?? nothingHidden);
  }

  /** What is in the folder, which is watched from before it is read: what comes in between is noticed. */
  async #found({ path: folder, foldersAreGroups }: LibraryFolder): Promise<readonly Found[]> {
    const { datasets, recognise = () => Promise.resolve() } = this.#parts;
    const watched = await foldersToWatch(folder, foldersAreGroups);
    if (!this.#over.signal.aborted) this.#watch.watch(watched);
    const found = await findDatasets(folder, foldersAreGroups);
    // A file that was moved stays the dataset it was.
    for (const { path } of found) if (datasets.find(path) === null) await recognise(path);
    return found;
  }

  #offered(file: Found): Offered {
    const { datasets, groups, titleOf, slugOf } = this.#parts;
    const title = titleOf(file.fileName);
    const { id } = datasets.offer({ ...file, title }, (taken) => slugOf(title, taken));
    if (file.group !== null) groups.ensure(file.group);
    return { ...file, datasetId: id };
  }

  #isOffered(datasetId: string): boolean {
    return this.#inFolder.has(datasetId) || this.#parts.groups.ownersOf(datasetId).length > 0;
  }

  #offer(dataset: RememberedDataset, account: Account, session: Snapshot | null, besides: string): Offer {
    const shown = this.#parts.pictures.of(dataset.path, dataset.hides);
    const { cells = shown?.cells ?? null, genes = shown?.genes ?? null } = session?.dataset ?? {};
    return {
      slug: dataset.slug,
      title: session?.title ?? dataset.title,
      groups: this.#groupsOf(account, dataset.id),
      cells: cells ?? shown?.cells ?? null,
      genes: genes ?? shown?.genes ?? null,
      picture: shown?.sentence == null ? null : { version: shown.version, sentence: shown.sentence },
      words: shown?.words ?? [],
      state: this.#stateOf(dataset.path),
      looking: (session?.people ?? []).filter(({ here, id }) => here && id !== besides).map(({ name }) => name),
    };
  }

  #groupsOf(account: Account, datasetId: string): readonly string[] {
    const { groups } = this.#parts;
    const owners = new Set([
      ...groups.ownersOf(datasetId),
      ...this.groupsByFolder(datasetId).flatMap((name) => groups.named(name)?.id ?? []),
    ]);
    const own = new Set(groups.membershipsOf(account.id).map(({ groupId }) => groupId));
    return groups.list().flatMap(({ id, name }) => (owners.has(id) && own.has(id) ? [name] : []));
  }

  #stateOf(path: string): DoorState['kind'] {
    return stateOf(this.#parts.sessions.phaseOf(path));
  }

  #gatekeeperOf(dataset: RememberedDataset): Gatekeeper {
    const known = this.#gatekeepers.get(dataset.id) ?? this.#parts.gatekeeperOf(dataset);
    this.#gatekeepers.set(dataset.id, known);
    return known;
  }

  async #awake(dataset: RememberedDataset): Promise<void> {
    const id = this.#start(dataset);
    if (id === null) return;
    const over = new AbortController();
    const patience = pause(OPENS_WITHIN_MS, undefined, { signal: over.signal }).catch(() => undefined);
    await Promise.race([this.#parts.sessions.settled(id), patience]);
    over.abort();
  }

  /** The session's id; null when it failed a moment ago. */
  #start({ path }: RememberedDataset): string | null {
    const { sessions, log } = this.#parts;
    const phase = sessions.phaseOf(path);
    if (phase !== null && phase !== 'failed')
      return sessions.list().find((session) => session.dataset.path === path)?.id ?? null;
    if (phase === 'failed' && Date.now() - (this.#failedAt.get(path) ?? -RETRY_MS) < RETRY_MS) return null;
    const { id } = sessions.start({ dataset: path });
    log.info({ session: id }, 'a member opened a dataset of the library');
    void sessions.settled(id).then(() => {
      if (sessions.phaseOf(path) === 'failed') this.#failedAt.set(path, Date.now());
    });
    return id;
  }
}

/** What the gallery and a door say of a dataset, from how far its session is. Pure. */
export function stateOf(phase: PhaseName | null): DoorState['kind'] {
  switch (phase) {
    case null:
    case 'asleep':
    case 'stopping':
    case 'stopped':
      return 'asleep';
    case 'preparing':
    case 'starting':
      return 'starting';
    case 'live':
      return 'open';
    case 'paused':
      return 'paused';
    case 'failed':
      return 'broken';
  }
}
