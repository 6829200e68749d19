/** One dataset being shared: performs what its phase asks for, and shows itself to the proxy as a door and to the owner as a snapshot. */
import { availableParallelism } from 'node:os';
import type { Logger } from 'pino';
import type { ChangeSession } from '../../contract/control.ts';
import { describeFailure, ShareError, toFailure, type Failure } from '../../contract/errors.ts';
import type { PhaseName, Reach, Session as Snapshot } from '../../contract/session.ts';
import type { HostOptions } from '../annotate/start-host.ts';
import type { Door } from '../proxy/ports.ts';
import type { RememberedDataset } from '../store/datasets.ts';
import { doorState } from './door-state.ts';
import { heavyAtOnce } from './heavy-at-once.ts';
import { HostLife } from './host-life.ts';
import { noticesFor } from './notices.ts';
import { People } from './people.ts';
import { proxyResources } from './proxy-resources.ts';
import { SavedAnnotations } from './saved-annotations.ts';
import { linksOf } from './session-links.ts';
import type { SessionParts, SessionRequest } from './session-parts.ts';
import { changedSettings, firstSettings, rememberedSettings, type SessionSettings } from './session-settings.ts';
import { phaseNameOf } from './session-state.ts';
import { SharedFile } from './shared-file.ts';
import { Steps } from './steps.ts';
import { TunnelKeeper } from './tunnel-keeper.ts';

/** Asked of the system once: a door is made for each request. */
const CORES = availableParallelism();

/** What is known once the file has been looked at. */
interface Opened {
  readonly dataset: RememberedDataset;
  readonly password: string;
  readonly gatekeeper: Door['gatekeeper'];
  readonly people: People;
  readonly saved: SavedAnnotations;
  readonly annotationsRoot: string;
}

export class Session {
  readonly id: string;
  readonly #request: SessionRequest;
  readonly #parts: SessionParts;
  readonly #log: Logger;
  readonly #file: SharedFile;
  readonly #life: HostLife;
  readonly #tunnel: TunnelKeeper;
  readonly #steps: Steps;
  readonly #createdAt = new Date();
  readonly #abort = new AbortController();
  #opened: Opened | null = null;
  #python = '';
  #settings: SessionSettings;
  #facts: { readonly cells: number; readonly genes: number } | null = null;
  #running: Promise<void> = Promise.resolve();
  #stopping: Promise<void> | null = null;

  constructor(request: SessionRequest, parts: SessionParts) {
    this.id = request.id;
    this.#request = request;
    this.#parts = parts;
    this.#settings = firstSettings(request, parts.sleepAfterMinutes);
    this.#file = new SharedFile(request.dataset, parts.checkFile);
    this.#log = parts.log.child({ session: request.id });
    this.#steps = new Steps([
      'check',
      'environment',
      'start',
      ...(request.tunnel.provider === 'none' ? [] : (['tunnel'] as const)),
    ]);
    this.#life = new HostLife({
      hosts: parts.hosts,
      options: () => this.#hostOptions(),
      lookAgain: (signal) => this.#lookAgain(signal),
      onProgress: (detail) => this.#progress('start', null, detail),
      onReady: ({ cells, genes }) => {
        this.#facts = { cells, genes };
        this.#steps.finish('start');
      },
      onLive: () => {
        if (this.slug !== null) parts.prefetch(this.slug);
      },
      onChange: parts.onChange,
      fileName: () => this.#file.fileName,
      sleepAfterMinutes: this.#settings.sleepAfterMinutes,
      log: this.#log,
    });
    this.#tunnel = new TunnelKeeper({
      provider: parts.tunnelProvider,
      target: parts.tunnelTarget,
      onChange: parts.onChange,
      log: this.#log,
    });
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

  /** Whether this is what the session was asked to share. */
  asks(dataset: string): boolean {
    return dataset === this.#request.dataset || dataset === this.path;
  }

  /** The tunnel's host name; null while there is none. */
  get tunnelHost(): string | null {
    const origin = this.#tunnel.origin;
    return origin === null ? null : new URL(origin).host;
  }

  /** What the proxy asks of this session; null before the file was looked at and after the end. */
  get door(): Door | null {
    const { slug } = this;
    const opened = this.#opened;
    if (slug === null || opened === null) return null;
    return {
      id: this.id,
      slug,
      state: doorState(this.#life.phase, this.#life.host),
      toggles: this.#settings.toggles,
      gatekeeper: opened.gatekeeper,
      content: this.#file.content,
      heavyAtOnce: heavyAtOnce(this.#life.store.name, CORES),
      awake: () => this.#life.wake(),
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
    this.#settings = changedSettings(this.#settings, wish);
    this.#life.sleepAfter(this.#settings.sleepAfterMinutes);
    this.#rememberSettings(wish.sleepAfterMinutes);
    this.#parts.onChange();
    if (wish.paused !== undefined) await this.#life.setPaused(wish.paused);
    // Opening a tunnel takes seconds; its progress is part of the snapshot, so nobody waits for it here.
    if (wish.tunnel !== undefined && this.phase !== 'stopping') void this.#tunnel.apply(wish.tunnel);
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
    const { localUrl, basePath, invitePath } = this.#parts;
    const links = linksOf(opened?.dataset.slug ?? null, localUrl(), this.#tunnel.origin, basePath);
    return {
      id: this.id,
      title: this.#settings.title,
      phase: this.phase,
      ...links,
      reach: this.#reach(),
      toggles: { ...this.#settings.toggles },
      generalLink: { role: this.#settings.generalRole, open: this.#settings.generalOpen },
      signIn: { user: this.#parts.user, password: opened?.password ?? '' },
      sleepAfterMinutes: this.#settings.sleepAfterMinutes,
      expiresAt: null,
      hiddenColumns: [],
      matrixStore: store.name,
      people: opened?.people.list(this.#settings.generalRole, now) ?? [],
      invites: opened?.people.invites(links, invitePath, now) ?? [],
      resources: {
        memoryBytes: usage.memoryBytes,
        cpu: usage.cpu,
        requests: opened?.people.requests ?? 0,
        bytesSent: opened?.people.bytesSent ?? 0,
        ...proxyResources(figures),
      },
      notices: noticesFor({
        phase,
        reach: this.#reach(),
        hostEndedAt: this.#life.endedAt,
        datasetChangedAt: this.#file.changedAt,
        now,
        storeFailure: this.#storeFailure(),
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
    this.#progress('check');
    await this.#file.check(source);
    const { path, fileName } = this.#file;
    if (this.#parts.isShared(path, this.id)) throw new ShareError('already-shared', { name: fileName });
    this.#steps.finish('check');
    this.#parts.onChange();
  }

  /** Gives the dataset its lasting name and address, and the session its sign-in. */
  #open(): void {
    const known = this.#parts.datasets.find(this.path);
    const title = this.#request.title ?? known?.title ?? this.#parts.titleOf(this.#file.fileName);
    const dataset = this.#parts.datasets.remember(
      { path: this.path, sizeBytes: this.#file.sizeBytes ?? 0, title },
      (taken) => this.#parts.slugOf(title, taken),
    );
    this.#settings = rememberedSettings(this.#settings, this.#request, dataset);
    this.#life.sleepAfter(this.#settings.sleepAfterMinutes);
    const password = this.#parts.passwordFor(dataset);
    const annotationsRoot = this.#parts.annotationsFolder(dataset.id);
    this.#opened = {
      dataset,
      password,
      annotationsRoot,
      saved: new SavedAnnotations(annotationsRoot),
      people: new People(this.#parts.signIns, this.#parts.invites, dataset.id),
      gatekeeper: this.#parts.gatekeeper({
        datasetId: dataset.id,
        password,
        role: () => this.#settings.generalRole,
        open: () => this.#settings.generalOpen,
      }),
    };
    this.#rememberSettings(this.#request.sleepAfterMinutes);
  }

  /** A file that has changed since is shown as it is now; an environment that was made anew is where it is now. */
  async #lookAgain(signal: AbortSignal): Promise<void> {
    await this.#file.checkAgain();
    this.#python = (await this.#parts.environment.ensure(() => undefined, signal)).python;
  }

  #hostOptions(): HostOptions {
    const opened = this.#opened;
    if (opened === null) throw new Error('a host cannot start before its dataset was opened');
    return {
      python: this.#python,
      program: this.#parts.hostProgram,
      dataset: this.path,
      title: this.#settings.title,
      annotationsRoot: opened.annotationsRoot,
      store: this.#parts.stores,
      log: this.#log,
    };
  }

  async #openFirstTunnel(): Promise<void> {
    this.#progress('tunnel');
    await this.#tunnel.apply(this.#request.tunnel);
    if (this.#tunnel.origin === null) this.#steps.fail();
    else this.#steps.finish('tunnel');
    this.#parts.onChange();
  }

  #stop(): Promise<void> {
    return this.#life.stop(async () => {
      this.#abort.abort();
      await this.#tunnel.close();
      await this.#running;
    });
  }

  #storeFailure(): Failure | null {
    const { store } = this.#life;
    return store.name === 'none' && store.failure !== null
      ? describeFailure(store.failure, { name: this.#file.fileName })
      : null;
  }

  #reach(): Reach {
    const reach = this.#tunnel.reach();
    if (reach.state !== 'off' || !this.#parts.onNetwork) return reach;
    return { ...reach, rung: 'network', state: 'up', since: this.#createdAt.toISOString() };
  }

  /** How long until it sleeps is remembered once the owner has chosen it: until then a service's own setting holds. */
  #rememberSettings(sleepAfterMinutes: number | null | undefined): void {
    if (this.#opened === null) return;
    const { title, toggles, generalRole, generalOpen } = this.#settings;
    const settings = { title, toggles, generalRole, generalOpen, sleepAfterMinutes };
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
