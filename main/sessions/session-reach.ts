/** How a session is reached and until when: its way out to the internet, and the end that was set for it. */
import type { Logger } from 'pino';
import type { ChangeSession } from '../../contract/control.ts';
import type { Reach, TunnelRequest } from '../../contract/session.ts';
import { systemClock, type Clock } from '../tunnel/clock.ts';
import { endFor } from './expiry-policy.ts';
import { Expiry } from './expiry.ts';
import { Probes } from './probes.ts';
import type { SessionParts } from './session-parts.ts';
import { TunnelKeeper } from './tunnel-keeper.ts';

export interface SessionReachOptions {
  readonly parts: Pick<
    SessionParts,
    'tunnelProvider' | 'tunnelTarget' | 'basePath' | 'onNetwork' | 'onChange' | 'clock'
  >;
  /** Null as long as the session has no address. */
  readonly slug: () => string | null;
  readonly createdAt: Date;
  /** The end has come. */
  readonly onOver: () => void;
  readonly log: Logger;
}

export class SessionReach {
  readonly #options: SessionReachOptions;
  readonly #clock: Clock;
  readonly #probes = new Probes('-/probe/');
  readonly #tunnel: TunnelKeeper;
  readonly #expiry: Expiry;

  constructor(options: SessionReachOptions) {
    this.#options = options;
    const { parts, slug, onOver, log } = options;
    const clock = parts.clock ?? systemClock;
    this.#clock = clock;
    this.#tunnel = new TunnelKeeper({
      provider: parts.tunnelProvider,
      target: parts.tunnelTarget,
      path: () => `${parts.basePath}/d/${slug() ?? ''}/`,
      probes: this.#probes,
      clock,
      chance: Math.random,
      onChange: parts.onChange,
      log,
    });
    this.#expiry = new Expiry({ clock, onStage: parts.onChange, onOver });
  }

  /** The tunnel's own address, without a path; null while nobody could load it. */
  get origin(): string | null {
    return this.#tunnel.origin;
  }

  /** By which the proxy is called, also while it is only being looked whether anybody can. */
  get host(): string | null {
    const origin = this.#tunnel.openedOrigin;
    return origin === null ? null : new URL(origin).host;
  }

  get expiresAt(): Date | null {
    return this.#expiry.end === null ? null : new Date(this.#expiry.end);
  }

  /** Its time is over: nobody gets in, however late the timer is. */
  get isOver(): boolean {
    return this.#expiry.isOver;
  }

  describe(): Reach {
    const reach = this.#tunnel.reach();
    if (reach.state !== 'off' || !this.#options.parts.onNetwork()) return reach;
    return { ...reach, rung: 'network', state: 'up', since: this.#options.createdAt.toISOString() };
  }

  answerProbe(question: string): string | null {
    return this.#probes.answer(question);
  }

  /** Settles when it is up or has failed. */
  open(request: TunnelRequest): Promise<void> {
    return this.#tunnel.apply(request);
  }

  /**
   * Opening a tunnel takes seconds; its progress is part of the snapshot, so nobody waits for it here.
   *
   * @throws ShareError `session-expiry-past`, before anything is changed
   */
  change({ tunnel, reach, expiresAt }: Pick<ChangeSession, 'tunnel' | 'reach' | 'expiresAt'>): void {
    if (expiresAt !== undefined) this.#expiry.change(endFor(expiresAt, this.#clock.now()));
    if (tunnel !== undefined) void this.#tunnel.apply(tunnel);
    if (reach?.tryNow === true) this.#tunnel.tryNow();
    if (reach?.told === true) this.#tunnel.told();
  }

  /** The computer woke, or its network changed. */
  lookNow(): void {
    this.#expiry.look();
    this.#tunnel.lookNow();
  }

  async close(): Promise<void> {
    this.#expiry.close();
    await this.#tunnel.close();
  }
}
