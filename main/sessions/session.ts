/** One dataset being shared: performs what its phase asks for, and shows itself to the proxy as a door and to the owner as a snapshot. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Logger } from 'pino';
import type { ChangeSession } from '../../contract/control.ts';
import { describeFailure, ShareError, toFailure, type Failure } from '../../contract/errors.ts';
import type { Reach, Role, Session as Snapshot, Toggles } from '../../contract/session.ts';
import type { DatasetFile } from '../datasets/check-file.ts';
import type { Door } from '../proxy/ports.ts';
import { definedOnly } from './defined-only.ts';
import { doorState } from './door-state.ts';
import type { RememberedDataset } from '../store/datasets.ts';
import { HostKeeper } from './host-keeper.ts';
import { noticesFor } from './notices.ts';
import { People } from './people.ts';
import { firstPhase, transition, type Phase, type SessionEvent } from './session-state.ts';
import { linksOf } from './session-links.ts';
import type { SessionParts, SessionRequest } from './session-parts.ts';
import { Steps } from './steps.ts';
import { TunnelKeeper } from './tunnel-keeper.ts';

/** What is known once the file has been looked at. */
interface Opened {
  readonly dataset: RememberedDataset;
  readonly password: string;
  readonly gatekeeper: Door['gatekeeper'];
  readonly people: People;
  readonly python: string;
}

export class Session {
  readonly id: string;
  readonly #request: SessionRequest;
  readonly #parts: SessionParts;
  readonly #log: Logger;
  readonly #hosts: HostKeeper;
  readonly #tunnel: TunnelKeeper;
  readonly #steps: Steps;
  readonly #createdAt = new Date();
  readonly #abort = new AbortController();
  #phase: Phase = firstPhase;
  /** Null until it has been looked at; then `path` is the canonical one. */
  #file: DatasetFile | null = null;
  #opened: Opened | null = null;
  #title: string;
  #toggles: Toggles;
  #generalRole: Role = 'annotator';
  #generalOpen = true;
  #hostEndedAt: Date | null = null;
  #datasetChangedAt: Date | null = null;
  #facts: { readonly cells: number; readonly genes: number } | null = null;
  #running: Promise<void> = Promise.resolve();
  #stopping: Promise<void> | null = null;

  constructor(request: SessionRequest, parts: SessionParts) {
    this.id = request.id;
    this.#request = request;
    this.#parts = parts;
    this.#title = request.title ?? basename(request.dataset);
    this.#toggles = { diffexp: true, annotations: true, ...definedOnly(request.toggles) };
    this.#log = parts.log.child({ session: request.id });
    this.#steps = new Steps([
      'check',
      'environment',
      'start',
      ...(request.tunnel.provider === 'none' ? [] : (['tunnel'] as const)),
    ]);
    this.#hosts = new HostKeeper(this.#log, () => this.#hostEnded(), parts.onChange);
    this.#tunnel = new TunnelKeeper({
      provider: parts.tunnelProvider,
      target: parts.tunnelTarget,
      onChange: parts.onChange,
      log: this.#log,
    });
  }

  get phase(): Phase['name'] {
    return this.#phase.name;
  }

  get path(): string {
    return this.#file?.path ?? this.#request.dataset;
  }

  /** Its name in links; null as long as it has no door. */
  get slug(): string | null {
    const isGone = this.#phase.name === 'stopped' || this.#phase.name === 'stopping';
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
      state: doorState(this.#phase, this.#hosts.host),
      toggles: this.#toggles,
      gatekeeper: opened.gatekeeper,
      content: this.id,
      heavyAtOnce: 1,
      awake: () => Promise.resolve(),
      hasSaved: () => Promise.resolve(true),
      observe: (event) => {
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
    if (wish.toggles !== undefined) this.#toggles = { ...this.#toggles, ...definedOnly(wish.toggles) };
    if (wish.title !== undefined) this.#title = wish.title;
    if (wish.generalLink?.role !== undefined) this.#generalRole = wish.generalLink.role;
    if (wish.generalLink?.open !== undefined) this.#generalOpen = wish.generalLink.open;
    this.#rememberSettings();
    this.#parts.onChange();
    if (wish.paused !== undefined) await this.#setPaused(wish.paused);
    // Opening a tunnel takes seconds; its progress is part of the snapshot, so nobody waits for it here.
    if (wish.tunnel !== undefined && this.#phase.name !== 'stopping') void this.#tunnel.apply(wish.tunnel);
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  /** Looks at what the host uses and whether the file is still the one that was opened. */
  async sample(): Promise<void> {
    await Promise.all([this.#hosts.sample(), this.#lookAtFile()]);
  }

  snapshot(now = new Date()): Snapshot {
    const opened = this.#opened;
    const phase = this.#phase;
    const { localUrl, basePath, invitePath } = this.#parts;
    const links = linksOf(opened?.dataset.slug ?? null, localUrl(), this.#tunnel.origin, basePath);
    return {
      id: this.id,
      title: this.#title,
      phase: phase.name,
      ...links,
      reach: this.#reach(),
      toggles: { ...this.#toggles },
      generalLink: { role: this.#generalRole, open: this.#generalOpen },
      signIn: { user: this.#parts.user, password: opened?.password ?? '' },
      expiresAt: null,
      hiddenColumns: [],
      matrixStore: this.#hosts.store.name,
      people: opened?.people.list(this.#generalRole, now) ?? [],
      invites: opened?.people.invites(links, invitePath, now) ?? [],
      resources: {
        memoryBytes: this.#hosts.usage.memoryBytes,
        cpu: this.#hosts.usage.cpu,
        queue: this.#parts.waiting(this.id),
        bytesSent: opened?.people.bytesSent ?? 0,
        cacheHitRate: null,
      },
      notices: noticesFor({
        phase,
        reach: this.#reach(),
        hostEndedAt: this.#hostEndedAt,
        datasetChangedAt: this.#datasetChangedAt,
        now,
        storeFailure: this.#storeFailure(),
      }),
      error: phase.name === 'failed' ? phase.failure : null,
      createdAt: this.#createdAt.toISOString(),
      liveSince: phase.name === 'live' ? phase.since.toISOString() : null,
      steps: this.#steps.list(),
      dataset: {
        path: this.path,
        fileName: this.#fileName(),
        sizeBytes: this.#file?.sizeBytes ?? null,
        cells: this.#facts?.cells ?? null,
        genes: this.#facts?.genes ?? null,
      },
    };
  }

  async #prepareAndRun(): Promise<void> {
    try {
      const python = await this.#prepare();
      this.#open(python);
      this.#happened({ type: 'prepared' });
      await this.#startHost();
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#fail(error);
      return;
    }
    if (this.#request.tunnel.provider !== 'none' && this.#phase.name === 'live') await this.#openFirstTunnel();
  }

  /** Looks at the file before anything slow is begun: a wrong one is told within milliseconds. */
  async #prepare(): Promise<string> {
    const isExample = this.#request.dataset === 'example';
    if (!isExample) await this.#check(this.#request.dataset);
    this.#progress('environment');
    const environment = await this.#parts.environment.ensure(
      ({ done, detail }) => this.#progress('environment', done, detail),
      this.#abort.signal,
    );
    this.#steps.finish('environment');
    if (isExample) {
      this.#progress('check', null, 'Fetching the example dataset');
      const report = (detail: string) => this.#progress('check', null, detail);
      await this.#check(await this.#parts.example.fetch(environment.python, report, this.#abort.signal));
    }
    return environment.python;
  }

  async #check(source: string): Promise<void> {
    this.#progress('check');
    const file = await this.#parts.checkFile(source);
    if (this.#parts.isShared(file.path, this.id)) throw new ShareError('already-shared', { name: file.fileName });
    this.#file = file;
    this.#steps.finish('check');
    this.#parts.onChange();
  }

  /** Gives the dataset its lasting name and address, and the session its sign-in. */
  #open(python: string): void {
    const known = this.#parts.datasets.find(this.path);
    const title = this.#request.title ?? known?.title ?? this.#parts.titleOf(this.#fileName());
    const dataset = this.#parts.datasets.remember(
      { path: this.path, sizeBytes: this.#file?.sizeBytes ?? 0, title },
      (taken) => this.#parts.slugOf(title, taken),
    );
    this.#title = title;
    this.#toggles = { ...dataset.toggles, ...definedOnly(this.#request.toggles) };
    this.#generalRole = dataset.generalRole;
    this.#generalOpen = dataset.generalOpen;
    const password = this.#parts.passwordFor(dataset);
    this.#opened = {
      dataset,
      password,
      python,
      people: new People(this.#parts.signIns, this.#parts.invites, dataset.id),
      gatekeeper: this.#parts.gatekeeper({
        datasetId: dataset.id,
        password,
        role: () => this.#generalRole,
        open: () => this.#generalOpen,
      }),
    };
    this.#rememberSettings();
  }

  async #startHost(): Promise<void> {
    const opened = this.#opened;
    if (opened === null) throw new Error('a host cannot start before its dataset was opened');
    this.#progress('start');
    const host = await this.#hosts.start(
      {
        python: opened.python,
        program: this.#parts.hostProgram,
        dataset: this.path,
        title: this.#title,
        annotationsRoot: this.#parts.annotationsFolder(opened.dataset.id),
        store: this.#parts.stores,
        log: this.#log,
      },
      (detail) => this.#progress('start', null, detail),
    );
    this.#facts = { cells: host.cells, genes: host.genes };
    this.#steps.finish('start');
    this.#happened({ type: 'host-ready', at: new Date() });
  }

  async #openFirstTunnel(): Promise<void> {
    this.#progress('tunnel');
    await this.#tunnel.apply(this.#request.tunnel);
    if (this.#tunnel.origin === null) this.#steps.fail();
    else this.#steps.finish('tunnel');
    this.#parts.onChange();
  }

  /** A file that cannot be looked at (a drive that went away) is no news here: the host has it open. */
  async #lookAtFile(): Promise<void> {
    if (this.#file === null || this.#datasetChangedAt !== null) return;
    const now = await stat(this.path).catch(() => null);
    if (now !== null && (now.mtime.getTime() !== this.#file.modified.getTime() || now.size !== this.#file.sizeBytes))
      this.#datasetChangedAt = new Date();
  }

  #hostEnded(): void {
    this.#hostEndedAt = new Date();
    this.#happened({
      type: 'host-ended',
      at: new Date(),
      giveUp: describeFailure('host-crashed', { name: this.#fileName() }),
    });
    if (this.#phase.name === 'starting') this.#running = this.#restart();
  }

  /** Starts until it stands or the state machine gives up: a start that fails counts like a host that ended. */
  async #restart(): Promise<void> {
    while (this.phase === 'starting') {
      try {
        await this.#startHost();
      } catch (error) {
        if (this.#abort.signal.aborted) return;
        this.#log.warn({ failure: toFailure(error) }, 'host did not start again');
        this.#happened({ type: 'host-ended', at: new Date(), giveUp: toFailure(error) });
      }
    }
  }

  async #setPaused(paused: boolean): Promise<void> {
    const before = this.#phase;
    this.#happened(paused ? { type: 'pause', at: new Date() } : { type: 'resume' });
    if (this.#phase === before) return;
    if (paused) await this.#hosts.putAway();
    else this.#running = this.#restart();
  }

  async #stop(): Promise<void> {
    this.#happened({ type: 'stop' });
    this.#abort.abort();
    await Promise.all([this.#tunnel.close(), this.#hosts.putAway()]);
    await this.#running;
    // A host that got ready in the same moment was not there to be put away yet.
    await this.#hosts.putAway();
    this.#happened({ type: 'stopped' });
  }

  #storeFailure(): Failure | null {
    const { store } = this.#hosts;
    return store.name === 'none' && store.failure !== null
      ? describeFailure(store.failure, { name: this.#fileName() })
      : null;
  }

  #fileName(): string {
    return this.#file?.fileName ?? basename(this.#request.dataset);
  }

  #reach(): Reach {
    const reach = this.#tunnel.reach();
    if (reach.state !== 'off' || !this.#parts.onNetwork) return reach;
    return { ...reach, rung: 'network', state: 'up', since: this.#createdAt.toISOString() };
  }

  #rememberSettings(): void {
    if (this.#opened === null) return;
    const general = { generalRole: this.#generalRole, generalOpen: this.#generalOpen };
    this.#parts.datasets.change(this.#opened.dataset.id, { title: this.#title, toggles: this.#toggles, ...general });
  }

  #fail(error: unknown): void {
    const failure = toFailure(error);
    this.#log.warn({ failure }, 'session failed');
    this.#steps.fail();
    this.#happened({ type: 'failed', failure });
  }

  #happened(event: SessionEvent): void {
    this.#phase = transition(this.#phase, event);
    this.#log.info({ event: event.type, phase: this.#phase.name }, 'session');
    this.#parts.onChange();
  }

  #progress(...step: Parameters<Steps['progress']>): void {
    this.#steps.progress(...step);
    this.#parts.onChange();
  }
}
