/** A session's phase and what it asks for: starts its host, starts it again, puts it to sleep when nobody asks, and wakes it. */
import type { Logger } from 'pino';
import { describeFailure, ShareError, toFailure, type Failure } from '../../contract/errors.ts';
import type { Host } from '../annotate/host-process.ts';
import type { SpareHosts } from '../annotate/spare-host.ts';
import type { HostOptions } from '../annotate/start-host.ts';
import { HostKeeper } from './host-keeper.ts';
import { IdleTimer } from './idle-timer.ts';
import { firstPhase, isComingUp, transition, type Phase, type SessionEvent } from './session-state.ts';

export interface HostLifeParts {
  readonly hosts: Pick<SpareHosts, 'start'>;
  /** What a host is started with, asked anew each time. */
  readonly options: () => HostOptions;
  /**
   * Looks at what a host needs before it is started once more.
   *
   * @throws ShareError what is wrong with it
   */
  readonly lookAgain: (signal: AbortSignal) => Promise<void>;
  readonly onProgress: (detail: string | null) => void;
  /** Called when a host answers, before the phase tells so. What it throws ends the host. */
  readonly onReady: (host: Host) => void;
  readonly onLive: () => void;
  readonly onChange: () => void;
  /** For what is told to people. */
  readonly fileName: () => string;
  readonly sleepAfterMinutes: number | null;
  readonly log: Logger;
}

export class HostLife {
  readonly #parts: HostLifeParts;
  readonly #hosts: HostKeeper;
  readonly #idle: IdleTimer;
  #phase: Phase = firstPhase;
  #endedAt: Date | null = null;
  /** Of the start that is under way, with all its repetitions; aborted when its outcome is no longer wanted. */
  #attempt = new AbortController();
  #running: Promise<void> = Promise.resolve();
  /** Settles when the former host has left: what it was saving is on disk then. */
  #away: Promise<void> = Promise.resolve();

  constructor(parts: HostLifeParts) {
    this.#parts = parts;
    this.#hosts = new HostKeeper(parts.hosts, parts.log, () => this.#hostEnded(), parts.onChange);
    this.#idle = new IdleTimer(
      toMs(parts.sleepAfterMinutes),
      // A store that is put away half built has to be begun anew the next time.
      () => this.#hosts.store.name === 'building',
      () => this.#sleep(),
    );
  }

  get phase(): Phase {
    return this.#phase;
  }

  get host(): Host | null {
    return this.#hosts.host;
  }

  get usage(): HostKeeper['usage'] {
    return this.#hosts.usage;
  }

  get store(): HostKeeper['store'] {
    return this.#hosts.store;
  }

  /** When a host that was running last ended by itself. */
  get endedAt(): Date | null {
    return this.#endedAt;
  }

  /**
   * The first start. A failure is not tried again: it would fail the same way.
   *
   * @throws ShareError
   */
  async begin(): Promise<void> {
    this.#happened({ type: 'prepared' });
    await this.#startHost(this.#attempt.signal);
  }

  fail(failure: Failure): void {
    this.#happened({ type: 'failed', failure });
  }

  async setPaused(paused: boolean): Promise<void> {
    const before = this.#phase;
    this.#happened(paused ? { type: 'pause', at: new Date() } : { type: 'resume' });
    if (this.#phase === before) return;
    if (paused) await this.#putAway();
    else this.#running = this.#bringUp();
  }

  /**
   * Wakes it if it sleeps; whoever comes meanwhile, or while it is started again, waits for the same host. Settles when that is up or
   * will not be; never rejects.
   */
  async wake(): Promise<void> {
    if (this.#phase.name === 'asleep') {
      this.#happened({ type: 'wake' });
      this.#running = this.#bringUp();
    }
    if (isComingUp(this.#phase)) await this.#running;
  }

  /**
   * A request begins; the returned function is called when it is over. It wakes the host even if it can be answered without: whoever
   * loads a page asks for more.
   */
  entered(): () => void {
    void this.wake();
    return this.#idle.entered();
  }

  /** A request was answered. */
  touch(): void {
    this.#idle.touch();
  }

  sleepAfter(minutes: number | null): void {
    this.#idle.change(toMs(minutes));
  }

  sample(): Promise<void> {
    return this.#hosts.sample();
  }

  /** Ends it for good. `meanwhile` ends what else the session has. */
  async stop(meanwhile: () => Promise<void>): Promise<void> {
    this.#happened({ type: 'stop' });
    await Promise.all([meanwhile(), this.#putAway()]);
    await this.#running;
    // A host that got ready in the same moment was not there to be put away yet.
    await this.#hosts.putAway();
    this.#happened({ type: 'stopped' });
  }

  #sleep(): void {
    this.#happened({ type: 'sleep', at: new Date() });
    if (this.#phase.name === 'asleep') void this.#putAway();
  }

  #putAway(): Promise<void> {
    this.#attempt.abort();
    this.#away = this.#hosts.putAway();
    return this.#away;
  }

  #hostEnded(): void {
    this.#endedAt = new Date();
    // In another phase a start is under way, which sees this for itself.
    if (this.#phase.name !== 'live') return;
    this.#happened({ type: 'host-ended', at: new Date(), giveUp: this.#crashed().failure });
    if (isComingUp(this.#phase)) this.#running = this.#bringUp();
  }

  /** Starts until a host stands or the state machine gives up: a start that fails counts like a host that ended. */
  async #bringUp(): Promise<void> {
    const attempt = new AbortController();
    this.#attempt = attempt;
    await this.#away;
    const isWanted = () => !attempt.signal.aborted && isComingUp(this.#phase);
    while (isWanted()) {
      const trouble = await this.#once(attempt.signal);
      if (trouble === null || !isWanted()) return;
      this.#parts.log.warn({ failure: trouble.failure }, 'host did not start again');
      this.#happened({ ...trouble, at: new Date() });
    }
  }

  /** What came of it, as the state machine wants to hear it; null when all went well. */
  async #once(signal: AbortSignal) {
    try {
      // A drive that has gone away may let one wait for ever; nobody who stops or pauses is to wait for it.
      await orAborted(this.#parts.lookAgain(signal), signal);
    } catch (error) {
      const failure = toFailure(error);
      // Who wakes it will come again; whoever resumed or restarts it has nobody who does.
      if (this.#phase.name === 'waking') return { type: 'not-woken', failure } as const;
      return { type: 'host-ended', failure, giveUp: failure } as const;
    }
    try {
      await this.#startHost(signal);
      return null;
    } catch (error) {
      const failure = toFailure(error);
      return { type: 'host-ended', failure, giveUp: failure } as const;
    }
  }

  async #startHost(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#parts.onProgress(null);
    const host = await this.#hosts.start(this.#parts.options(), this.#parts.onProgress);
    signal.throwIfAborted();
    if (this.#hosts.host !== host) throw this.#crashed();
    await this.#accept(host);
    this.#happened({ type: 'host-ready', at: new Date() });
    this.#parts.onLive();
  }

  async #accept(host: Host): Promise<void> {
    try {
      this.#parts.onReady(host);
    } catch (error) {
      await this.#hosts.putAway();
      throw error;
    }
  }

  #crashed(): ShareError {
    return new ShareError(describeFailure('host-crashed', { name: this.#parts.fileName() }));
  }

  #happened(event: SessionEvent): void {
    const before = this.#phase;
    this.#phase = transition(before, event);
    if (this.#phase.name === 'live' && before.name !== 'live') this.#idle.start();
    if (this.#phase.name !== 'live') this.#idle.stop();
    this.#parts.log.info({ event: event.type, phase: this.#phase.name }, 'session');
    this.#parts.onChange();
  }
}

function orAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  return Promise.race([work, promise]);
}

function toMs(minutes: number | null): number | null {
  return minutes === null ? null : minutes * 60_000;
}
