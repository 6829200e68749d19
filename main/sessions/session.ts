/** One dataset being shared: performs what its phase asks for, and shows itself to the proxy as a door and to the owner as a snapshot. */
import { availableParallelism } from 'node:os';
import type { Logger } from 'pino';
import type { ChangeSession } from '../../contract/control.ts';
import type { Acceptance } from '../../contract/data-use.ts';
import { ShareError, toFailure } from '../../contract/errors.ts';
import type { PhaseName, Session as Snapshot } from '../../contract/session.ts';
import type { HostOptions } from '../annotate/start-host.ts';
import type { Door } from '../proxy/ports.ts';
import { doorState } from './door-state.ts';
import { downloadingFor } from './download-step.ts';
import { columnsOf, contentWith, hidingOf, insistOnColumns, noColumns, type DatasetColumns } from './hidden-columns.ts';
import { heavyAtOnce } from './heavy-at-once.ts';
import { HostLife } from './host-life.ts';
import { noticesFor } from './notices.ts';
import { openDataset, rememberFile, type OpenedDataset } from './opened-dataset.ts';
import { proxyResources } from './proxy-resources.ts';
import { linksOf } from './session-links.ts';
import type { SessionParts, SessionRequest } from './session-parts.ts';
import { SessionReach } from './session-reach.ts';
import { changedSettings, firstSettings, rememberedSettings, type SessionSettings } from './session-settings.ts';
import { phaseNameOf } from './session-state.ts';
import { SharedFile } from './shared-file.ts';
import { Steps, stepsOf } from './steps.ts';
import { storeFailureOf } from './store-failure.ts';

/** Asked of the system once: a door is made for each request. */
const CORES = availableParallelism();

export class Session {
  readonly id: string;
  readonly #request: SessionRequest;
  readonly #parts: SessionParts;
  readonly #log: Logger;
  readonly #file: SharedFile;
  readonly #life: HostLife;
  readonly #reach: SessionReach;
  readonly #steps: Steps;
  readonly #createdAt = new Date();
  readonly #abort = new AbortController();
  #opened: OpenedDataset | null = null;
  #python = '';
  #fingerprint: string | null = null;
  #settings: SessionSettings;
  #facts: { readonly cells: number; readonly genes: number; readonly columns: DatasetColumns } | null = null;
  #running: Promise<void> = Promise.resolve();
  #stopping: Promise<void> | null = null;

  constructor(request: SessionRequest, parts: SessionParts) {
    this.id = request.id;
    this.#request = request;
    this.#parts = parts;
    this.#settings = firstSettings(request, parts.sleepAfterMinutes);
    this.#file = new SharedFile(request.dataset, parts.checkFile, parts.downloads);
    this.#log = parts.log.child({ session: request.id });
    this.#steps = new Steps(stepsOf(this.#file.isRemote, request.tunnel.provider !== 'none'));
    this.#life = new HostLife({
      hosts: parts.hosts,
      options: () => this.#hostOptions(),
      lookAgain: (signal) => this.#lookAgain(signal),
      onProgress: (detail) => this.#progress('start', null, detail),
      onReady: ({ cells, genes, columns }) => {
        this.#facts = { cells, genes, columns: this.#insistOn(columnsOf(columns)) };
        this.#rememberSettings();
        this.#steps.finish('start');
      },
      onLive: () => {
        if (this.slug !== null) parts.prefetch(this.slug);
      },
      onChange: () => {
        this.#file.neededIn(this.phase);
        parts.onChange();
      },
      fileName: () => this.#file.fileName,
      sleepAfterMinutes: this.#settings.sleepAfterMinutes,
      log: this.#log,
    });
    this.#reach = new SessionReach({
      parts,
      slug: () => this.slug,
      createdAt: this.#createdAt,
      onOver: parts.onOver,
      log: this.#log,
    });
    this.#reach.change({ expiresAt: request.expiresAt });
  }

  get phase(): PhaseName {
    return phaseNameOf(this.#life.phase);
  }

  get path(): string {
    return this.#file.path;
  }

  /** Its name in links; null as long as it has no door. */
  get slug(): string | null {
    const isGone = this.phase === 'stopped' || this.phase === 'stopping';
    return isGone ? null : (this.#opened?.dataset.slug ?? null);
  }

  /** What invites and annotations belong to; null before the file was looked at. */
  get datasetId(): string | null {
    return this.#opened?.dataset.id ?? null;
  }

  /** Of all versions of its terms. */
  get acceptances(): readonly Acceptance[] {
    return this.#opened?.record.terms.acceptances() ?? [];
  }

  /** Whether this is what the session was asked to share. */
  asks(dataset: string): boolean {
    return dataset === this.#request.dataset || dataset === this.path;
  }

  /** The tunnel's host name; null while there is none. */
  get tunnelHost(): string | null {
    return this.#reach.host;
  }

  /** What the proxy asks of this session; null before the file was looked at and after the end. */
  get door(): Door | null {
    const { slug } = this;
    const opened = this.#opened;
    if (slug === null || opened === null || this.#reach.isOver) return null;
    return {
      id: this.id,
      slug,
      state: doorState(this.#life.phase, this.#life.host),
      toggles: this.#settings.toggles,
      gatekeeper: opened.gatekeeper,
      content: contentWith(this.#file.content, this.#settings.hides),
      hides: this.#settings.hides,
      terms: opened.record.terms.terms,
      heavyAtOnce: heavyAtOnce(this.#life.store.name, CORES),
      awake: () => this.#life.wake(),
      answerProbe: (question) => this.#reach.answerProbe(question),
      hasSaved: (collaborator) => opened.saved.has(collaborator),
      entered: () => this.#life.entered(),
      observe: (event) => {
        this.#life.touch();
        opened.people.observe(event);
        this.#parts.onChange();
      },
    };
  }

  /** Begins. What comes of it is told by the snapshot. */
  start(): void {
    this.#running = this.#prepareAndRun();
  }

  /** Settles once the first start has come to its end, whatever it is. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async change(wish: ChangeSession): Promise<void> {
    if (this.phase !== 'stopping') this.#reach.change(wish);
    const before = this.#settings;
    if (wish.hiddenColumns !== undefined && this.#facts !== null)
      insistOnColumns(wish.hiddenColumns, this.#facts.columns.list, before.title, before.hides.columns);
    this.#settings = changedSettings(before, wish);
    this.#opened?.record.change(before, this.#settings, wish, this.phase === 'paused');
    this.#life.sleepAfter(this.#settings.sleepAfterMinutes);
    this.#rememberSettings(wish.sleepAfterMinutes);
    this.#parts.onChange();
    if (wish.paused !== undefined) await this.#life.setPaused(wish.paused);
  }

  /** The computer woke, or its network changed. */
  lookNow(): void {
    this.#reach.lookNow();
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  /** Looks at what the host uses and whether the file is still the one that was opened. */
  async sample(): Promise<void> {
    await Promise.all([this.#life.sample(), this.#file.watch()]);
  }

  snapshot(now = new Date()): Snapshot {
    const opened = this.#opened;
    const { phase, store, usage } = this.#life;
    const figures = this.#parts.figures(this.id);
    const { expiresAt } = this.#reach;
    const reach = this.#reach.describe();
    const { localUrl, basePath, invitePath } = this.#parts;
    const links = linksOf(opened?.dataset.slug ?? null, localUrl(), this.#reach.origin, basePath);
    return {
      id: this.id,
      title: this.#settings.title,
      phase: this.phase,
      ...links,
      reach,
      toggles: { ...this.#settings.toggles },
      generalLink: { role: this.#settings.generalRole, open: this.#settings.generalOpen },
      ...opened?.people.institute(),
      signIn: { user: this.#parts.user, password: opened?.password ?? '' },
      sleepAfterMinutes: this.#settings.sleepAfterMinutes,
      expiresAt: expiresAt?.toISOString() ?? null,
      ...hidingOf(this.#settings.hides, this.#facts?.columns ?? noColumns),
      matrixStore: store.name,
      people: opened?.record.terms.withAcceptances(opened.people.list(this.#settings.generalRole, now)) ?? [],
      invites: opened?.people.invites(links, invitePath, now) ?? [],
      resources: {
        memoryBytes: usage.memoryBytes,
        cpu: usage.cpu,
        requests: opened?.people.requests ?? 0,
        bytesSent: opened?.people.bytesSent ?? 0,
        ...proxyResources(figures),
      },
      activity: opened?.record.activity ?? 0,
      dataUse: opened?.record.terms.dataUse ?? null,
      notices: noticesFor({
        phase,
        reach,
        expiresAt,
        hostEndedAt: this.#life.endedAt,
        datasetChangedAt: this.#file.changedAt,
        now,
        storeFailure: storeFailureOf(store, this.#file.fileName),
        memory: figures.memory,
        network: this.#parts.networkNotices?.() ?? [],
      }),
      error: phase.name === 'failed' ? phase.failure : null,
      createdAt: this.#createdAt.toISOString(),
      liveSince: phase.name === 'live' ? phase.since.toISOString() : null,
      steps: this.#steps.list(),
      dataset: {
        path: this.path,
        fileName: this.#file.fileName,
        sizeBytes: this.#file.sizeBytes,
        cells: this.#facts?.cells ?? null,
        genes: this.#facts?.genes ?? null,
      },
    };
  }

  async #prepareAndRun(): Promise<void> {
    try {
      await this.#prepare();
      this.#open();
      await this.#life.begin();
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#fail(error);
      return;
    }
    if (this.#request.tunnel.provider !== 'none' && this.phase === 'live') await this.#openFirstTunnel();
  }

  /** Looks at the file before anything slow is begun: a wrong one is told within milliseconds. */
  async #prepare(): Promise<void> {
    const isExample = this.#request.dataset === 'example';
    if (!isExample) await this.#check(this.#request.dataset);
    this.#progress('environment');
    const { python } = await this.#parts.environment.ensure(
      ({ done, detail }) => this.#progress('environment', done, detail),
      this.#abort.signal,
    );
    this.#steps.finish('environment');
    if (isExample) {
      this.#progress('check', null, 'Fetching the example dataset');
      const report = (detail: string) => this.#progress('check', null, detail);
      await this.#check(await this.#parts.example.fetch(python, report, this.#abort.signal));
    }
    this.#python = python;
  }

  async #check(source: string): Promise<void> {
    if (!this.#file.isRemote) this.#progress('check');
    await this.#file.check(source, downloadingFor(this.#steps, this.#parts.onChange, this.#abort.signal));
    const { path, fileName } = this.#file;
    if (this.#parts.isShared(path, this.id)) throw new ShareError('already-shared', { name: fileName });
    this.#fingerprint = await this.#parts.moved.recognise(path, (known) => this.#parts.isShared(known, this.id));
    this.#steps.finish('check');
    this.#parts.onChange();
  }

  /** Gives the dataset its lasting name and address, and the session its sign-in. */
  #open(): void {
    const asked = { title: this.#request.title, fingerprint: this.#fingerprint };
    const dataset = rememberFile(this.#parts, this.#file, asked);
    this.#settings = rememberedSettings(this.#settings, this.#request, dataset);
    this.#life.sleepAfter(this.#settings.sleepAfterMinutes);
    this.#opened = openDataset(this.#parts, dataset, () => this.#settings);
    this.#rememberSettings(this.#request.sleepAfterMinutes);
    this.#opened.record.note({ action: 'started-session' }, ...this.#opened.record.terms.change(this.#request.dataUse));
  }

  /** A file that has changed since is shown as it is now; an environment that was made anew is where it is now. */
  async #lookAgain(signal: AbortSignal): Promise<void> {
    await this.#file.checkAgain(downloadingFor(this.#steps, this.#parts.onChange, signal));
    this.#python = (await this.#parts.environment.ensure(() => undefined, signal)).python;
  }

  #hostOptions(): HostOptions {
    const opened = this.#opened;
    if (opened === null) throw new Error('a host cannot start before its dataset was opened');
    return {
      python: this.#python,
      program: this.#parts.hostProgram,
      dataset: this.#file.localPath,
      title: this.#settings.title,
      annotationsRoot: opened.annotationsRoot,
      store: this.#parts.stores,
      log: this.#log,
    };
  }

  /** @throws ShareError `column-not-found`, the first time: later a file may have lost a column that stays hidden */
  #insistOn(columns: DatasetColumns): DatasetColumns {
    const { title, hides } = this.#settings;
    if (this.#facts === null) insistOnColumns(hides.columns, columns.list, title, this.#opened?.dataset.hides.columns);
    return columns;
  }

  async #openFirstTunnel(): Promise<void> {
    this.#progress('tunnel');
    await this.#reach.open(this.#request.tunnel);
    if (this.#reach.origin === null) this.#steps.fail();
    else this.#steps.finish('tunnel');
    this.#parts.onChange();
  }

  #stop(): Promise<void> {
    this.#opened?.record.note({ action: 'stopped-session' });
    return this.#life.stop(async () => {
      this.#abort.abort();
      await this.#reach.close();
      await this.#running;
    });
  }

  /**
   * How long until it sleeps is remembered once the owner has chosen it: until then a service's own setting holds. What is hidden is
   * remembered once it is known that there is such a column.
   */
  #rememberSettings(sleepAfterMinutes?: number | null): void {
    if (this.#opened === null) return;
    const { title, toggles, generalRole, generalOpen } = this.#settings;
    const hides = this.#facts === null ? undefined : this.#settings.hides;
    const settings = { title, toggles, generalRole, generalOpen, hides, sleepAfterMinutes };
    this.#parts.datasets.change(this.#opened.dataset.id, settings);
  }

  #fail(error: unknown): void {
    const failure = toFailure(error);
    this.#log.warn({ failure }, 'session failed');
    this.#steps.fail();
    this.#life.fail(failure);
  }

  #progress(...step: Parameters<Steps['progress']>): void {
    this.#steps.progress(...step);
    this.#parts.onChange();
  }
}
