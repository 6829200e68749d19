/** All sessions of one service: starts, finds, changes and stops them, stands behind the proxy, and tells when anything changed. */
import { randomBytes } from 'node:crypto';
import type { ChangeSession, Recent, StartSession } from '../../contract/control.ts';
import type { Acceptance } from '../../contract/data-use.ts';
import { ShareError } from '../../contract/errors.ts';
import { isOver, type PhaseName, type Session as Snapshot } from '../../contract/session.ts';
import { isRemote, parseRemote } from '../datasets/remote/source.ts';
import type { AllowedHost, Directory, Door } from '../proxy/ports.ts';
import { RecentDatasets } from './recent-datasets.ts';
import { Session } from './session.ts';
import type { SessionParts } from './session-parts.ts';
import { WakeWatch } from './wake-watch.ts';
import { systemClock } from '../tunnel/clock.ts';

export type SharedParts = Omit<SessionParts, 'onChange' | 'isShared' | 'onOver'>;

const SAMPLE_EVERY_MS = 2000;

export class Sessions {
  readonly #parts: SharedParts;
  readonly #sessions = new Map<string, Session>();
  readonly #listeners = new Set<() => void>();
  readonly #sampler: NodeJS.Timeout;
  readonly #wakeWatch: WakeWatch;
  readonly #strangers: Directory['strangers'];
  readonly #recents: RecentDatasets;

  constructor(parts: SharedParts, strangers: Directory['strangers']) {
    this.#parts = parts;
    this.#strangers = strangers;
    this.#recents = new RecentDatasets(parts.datasets, () => this.#changed());
    this.#sampler = setInterval(() => void this.#sample(), SAMPLE_EVERY_MS);
    this.#sampler.unref();
    this.#wakeWatch = new WakeWatch({
      clock: parts.clock ?? systemClock,
      network: parts.networkNow ?? (() => ''),
      onLook: (why) => {
        parts.log.info({ why }, 'looking anew at the ways out');
        this.lookNow();
      },
    });
  }

  /** What the proxy is handed. */
  get directory(): Directory {
    return {
      find: (slug) => this.#door(slug),
      strangers: this.#strangers,
      wasIn: (slug, signInId) => this.#wasIn(slug, signInId),
    };
  }

  /** A tunnel's name opens its own session only. */
  tunnelHosts(): AllowedHost[] {
    return [...this.#sessions.values()].flatMap((session) => {
      const { slug, tunnelHost } = session;
      return tunnelHost === null || slug === null ? [] : [{ host: tunnelHost, slug }];
    });
  }

  /** @throws ShareError `dataset-source-refused` for an address that must not be kept or shown, `already-shared` */
  start(wish: StartSession): Snapshot {
    const dataset = this.#named(wish.dataset);
    this.#dropFailed(dataset);
    const id = randomBytes(6).toString('hex');
    const { tunnel = { provider: 'none' } } = wish;
    const session = new Session(
      { ...wish, id, dataset, tunnel },
      {
        ...this.#parts,
        onChange: () => this.#changed(),
        onOver: () => void this.stop(id).catch(() => undefined),
        isShared: (path, besides) => this.isShared(path, besides),
      },
    );
    this.#sessions.set(id, session);
    session.start();
    void session.settled().then(() => this.#recents.refresh());
    this.#changed();
    return session.snapshot();
  }

  list(): Snapshot[] {
    const now = new Date();
    return [...this.#sessions.values()].map((session) => session.snapshot(now));
  }

  /** @throws ShareError `session-not-found` */
  get(id: string): Snapshot {
    return this.#find(id).snapshot();
  }

  /** @throws ShareError `session-not-found` */
  acceptances(id: string): readonly Acceptance[] {
    return this.#find(id).acceptances;
  }

  has(id: string): boolean {
    return this.#sessions.has(id);
  }

  /**
   * What a session's invites belong to; null before its file was looked at.
   *
   * @throws ShareError `session-not-found`
   */
  datasetOf(id: string): string | null {
    return this.#find(id).datasetId;
  }

  /** How far the session of this file is; null while it is not shared. */
  phaseOf(path: string): PhaseName | null {
    const phases = [...this.#sessions.values()].filter((one) => one.path === path).map(({ phase }) => phase);
    return phases.find((phase) => !isOver(phase)) ?? phases.at(-1) ?? null;
  }

  /** Settles once a session's first start has come to its end, whatever it is. Never rejects. */
  async settled(id: string): Promise<void> {
    await this.#sessions.get(id)?.settled();
  }

  /** Something that snapshots show was changed from outside. */
  noteChange(): void {
    this.#changed();
  }

  /** @throws ShareError `session-not-found` */
  async change(id: string, wish: ChangeSession): Promise<Snapshot> {
    const session = this.#find(id);
    await session.change(wish);
    return session.snapshot();
  }

  /**
   * Stops a session and takes it off the list.
   *
   * @throws ShareError `session-not-found`
   */
  async stop(id: string): Promise<Snapshot> {
    const session = this.#find(id);
    await session.stop();
    this.#sessions.delete(id);
    this.#changed();
    return session.snapshot();
  }

  /** The computer woke, or its network changed: what was reached before is looked at anew. */
  lookNow(): void {
    for (const session of this.#sessions.values()) session.lookNow();
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#sessions.keys()].map((id) => this.stop(id)));
  }

  /** Ends everything that would keep the process alive. */
  async close(): Promise<void> {
    clearInterval(this.#sampler);
    this.#wakeWatch.close();
    await this.stopAll();
    this.#listeners.clear();
  }

  recents(): Recent[] {
    return this.#recents.list();
  }

  forget(path: string): void {
    this.#parts.datasets.forget(path);
    this.#recents.refresh();
  }

  setFavourite(path: string, favourite: boolean): void {
    this.#parts.datasets.setFavourite(path, favourite);
    this.#recents.refresh();
  }

  /** Calls back after each change until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** An address is written in one way only. What is shared from there already is told before it is downloaded over itself. */
  #named(dataset: string): string {
    if (!isRemote(dataset)) return dataset;
    const { normal, fileName } = parseRemote(dataset);
    if (this.isShared(normal)) throw new ShareError('already-shared', { name: fileName });
    return normal;
  }

  #find(id: string): Session {
    const session = this.#sessions.get(id);
    if (session === undefined) throw new ShareError('session-not-found', { id });
    return session;
  }

  #door(slug: string): Door | null {
    const sessions = [...this.#sessions.values()].filter((session) => session.slug === slug);
    // A failed session still says so at its address, unless the same dataset is being shared again.
    const session = sessions.find((one) => !isOver(one.phase)) ?? sessions[0];
    return session?.door ?? null;
  }

  #wasIn(slug: string, signInId: string): boolean {
    const signIn = this.#parts.signIns.find(signInId);
    return signIn !== null && signIn.ended === null && signIn.datasetId === this.#parts.datasets.named(slug)?.id;
  }

  /** Whether a session has it open, or is about to. */
  isShared(path: string, besides?: string): boolean {
    return [...this.#sessions.values()].some((one) => one.id !== besides && one.path === path && !isOver(one.phase));
  }

  /** Sharing a dataset again takes the place of the attempt that failed. */
  #dropFailed(dataset: string): void {
    for (const session of this.#sessions.values()) {
      if (session.phase === 'failed' && session.asks(dataset)) void this.stop(session.id);
    }
  }

  async #sample(): Promise<void> {
    if (this.#sessions.size === 0) return;
    await Promise.all([...this.#sessions.values()].map((session) => session.sample()));
    this.#changed();
  }

  #changed(): void {
    this.#parts.hosts.needed([...this.#sessions.values()].some((session) => !isOver(session.phase)));
    for (const listener of this.#listeners) listener();
  }
}
