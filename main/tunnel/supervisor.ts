/** Keeps one tunnel open: performs what its state asks for, tells what came of it, and gives everything back on the way. */
import type { Logger } from 'pino';
import { describeFailure, toFailure, type Failure } from '../../contract/errors.ts';
import type { Clock } from './clock.ts';
import type { OpenTunnel, TunnelProvider } from './provider.ts';
import { transition, type Address, type TunnelEvent, type TunnelState } from './supervisor-state.ts';

/** Whether a stranger could load the address: null, or why not, as the end of a sentence. Rejects when it is aborted. */
export type Probe = (address: Address, signal: AbortSignal) => Promise<string | null>;

export interface SupervisorOptions {
  readonly provider: TunnelProvider;
  /** Where the proxy listens; asked anew at each opening. */
  readonly target: () => { readonly host: string; readonly port: number };
  readonly probe: Probe;
  readonly clock: Clock;
  /** A number from 0 to 1 for waits that not everybody should have in common. */
  readonly chance: () => number;
  readonly onChange: (state: TunnelState, before: TunnelState) => void;
  readonly log: Logger;
}

export const PROBE_EVERY_MS = 30_000;
const PROBE_TAKES_MS = 5000;
const PROBE_AGAIN_MS = 2000;
const PROVE_AGAIN_MS = 1000;
/** A new name may take a while until the whole internet knows it. */
export const PROVE_WITHIN_MS = 30_000;
/** A way keeps its own deadline; this is for one that does not. */
const GRACE_MS = 1000;
/** What is given up may have a child process to end. */
const GIVE_UP_WITHIN_MS = 8000;
const NO_ANSWER = 'no answer came within five seconds';

export class TunnelSupervisor {
  readonly #options: SupervisorOptions;
  #state: TunnelState = { name: 'off' };
  #tunnel: OpenTunnel | null = null;
  /** Ends what the present state has begun. */
  #stay = new AbortController();
  /** What is still being opened, probed or closed. */
  readonly #underWay = new Set<Promise<unknown>>();
  /** The tunnel before this one has to be gone: it may hold the name. */
  #dropped: Promise<unknown> = Promise.resolve();
  #reason = NO_ANSWER;
  #settled: () => void = () => undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  get state(): TunnelState {
    return this.#state;
  }

  /** Settles when it is up, failed or closed; what comes after that is told by `onChange`. */
  open(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#settled = () => resolve(undefined);
    this.#take({ type: 'open' });
    return promise;
  }

  tryNow(): void {
    this.#take({ type: 'try-now' });
  }

  /** The computer woke, or its network changed: what was true before may not be any more. */
  lookNow(): void {
    this.#take({ type: 'look-now' });
  }

  /** Settles when nothing is left of it. */
  async close(): Promise<void> {
    this.#take({ type: 'close' });
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  #take(event: TunnelEvent): void {
    const { clock, chance, onChange, log } = this.#options;
    const before = this.#state;
    const state = transition(before, event, { at: clock.now(), chance: chance() });
    if (state === before) return;
    if ('failure' in event) log.warn({ failure: event.failure, state: state.name }, 'tunnel');
    this.#state = state;
    this.#stay.abort();
    this.#stay = new AbortController();
    this.#perform(state, this.#stay.signal);
    onChange(state, before);
    if (state.name === 'up' || state.name === 'failed' || state.name === 'off') this.#settled();
  }

  #perform(state: TunnelState, stay: AbortSignal): void {
    const { clock } = this.#options;
    switch (state.name) {
      case 'opening':
        void this.#follow(this.#open(state.wanted, stay));
        return;
      case 'proving':
        this.#in(PROVE_WITHIN_MS, stay, () => this.#notProved());
        this.#probe(state.address, PROVE_AGAIN_MS, stay);
        return;
      case 'up':
        this.#in(PROBE_EVERY_MS, stay, () => this.#probe(state.address, PROBE_AGAIN_MS, stay));
        return;
      case 'doubtful':
        if (state.failed === 0) this.#probe(state.address, PROBE_AGAIN_MS, stay);
        else this.#in(PROBE_AGAIN_MS, stay, () => this.#probe(state.address, PROBE_AGAIN_MS, stay));
        return;
      case 'waiting':
        this.#drop();
        this.#in(state.nextAt - clock.now(), stay, () => this.#take({ type: 'due' }));
        return;
      case 'failed':
      case 'off':
        this.#drop();
    }
  }

  async #open(wanted: string | null, stay: AbortSignal): Promise<void> {
    const { provider, target, clock } = this.#options;
    await this.#dropped;
    const isGivenUp = () => stay.aborted;
    if (isGivenUp()) return;
    const late = new AbortController();
    const cancel = clock.after(provider.openDeadlineMs + GRACE_MS, () => late.abort());
    const { host, port } = target();
    const signal = AbortSignal.any([stay, late.signal]);
    const opening = provider.open({ localHost: host, localPort: port, name: wanted, signal });
    const outcome = await this.#outcomeOf(opening, signal);
    cancel();
    if (isGivenUp()) {
      if (outcome.tunnel !== null) await outcome.tunnel.close();
    } else if (outcome.tunnel === null) this.#take({ type: 'not-opened', failure: outcome.failure });
    else this.#opened(outcome.tunnel);
  }

  /** Never rejects, and comes to an end also with a way that does not; should that open after all, it is closed again. */
  async #outcomeOf(opening: Promise<OpenTunnel>, signal: AbortSignal): Promise<Outcome> {
    const { provider, clock } = this.#options;
    const givenUp = Promise.withResolvers<'given-up'>();
    let cancel: () => void = () => undefined;
    const giveUp = () => (cancel = clock.after(GIVE_UP_WITHIN_MS, () => givenUp.resolve('given-up')));
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      const tunnel = await Promise.race([opening, givenUp.promise]);
      if (tunnel !== 'given-up') return { tunnel };
      opening.then((late) => late.close()).catch(() => undefined);
    } catch (error) {
      if (!signal.aborted) return { tunnel: null, failure: toFailure(error) };
    } finally {
      signal.removeEventListener('abort', giveUp);
      cancel();
    }
    return { tunnel: null, failure: describeFailure('tunnel-unreachable', { relay: provider.name }) };
  }

  #opened(tunnel: OpenTunnel): void {
    const { provider } = this.#options;
    this.#tunnel = tunnel;
    void tunnel.closed.then(({ reason }) => {
      if (this.#tunnel !== tunnel) return;
      this.#take({ type: 'broke', failure: describeFailure('tunnel-lost', { way: provider.name, reason }) });
    });
    this.#take({ type: 'opened', address: { url: tunnel.url, name: tunnel.name } });
  }

  /** Now, and again and again for as long as the state stays. */
  #probe(address: Address, againMs: number, stay: AbortSignal): void {
    const { probe, provider, clock } = this.#options;
    const late = new AbortController();
    const cancel = clock.after(PROBE_TAKES_MS, () => late.abort());
    const probing = async () => {
      const reason = await probe(address, AbortSignal.any([stay, late.signal])).catch(() => NO_ANSWER);
      cancel();
      if (stay.aborted) return;
      if (reason === null) {
        this.#take({ type: 'probe-answered' });
      } else {
        this.#reason = reason;
        this.#take({ type: 'probe-failed', failure: describeFailure('tunnel-lost', { way: provider.name, reason }) });
      }
      this.#in(reason === null ? PROBE_EVERY_MS : againMs, stay, () => this.#probe(address, againMs, stay));
    };
    void this.#follow(probing());
  }

  #notProved(): void {
    const failure = describeFailure('tunnel-not-reachable', { reason: this.#reason });
    this.#take({ type: 'not-proved', failure });
  }

  #in(ms: number, stay: AbortSignal, callback: () => void): void {
    if (stay.aborted) return;
    const cancel = this.#options.clock.after(Math.max(ms, 0), () => {
      stay.removeEventListener('abort', cancel);
      if (!stay.aborted) callback();
    });
    stay.addEventListener('abort', cancel, { once: true });
  }

  #drop(): void {
    const tunnel = this.#tunnel;
    this.#tunnel = null;
    if (tunnel !== null) this.#dropped = this.#follow(tunnel.close());
  }

  #follow(work: Promise<unknown>): Promise<unknown> {
    const one = work.catch(() => undefined).finally(() => this.#underWay.delete(one));
    this.#underWay.add(one);
    return one;
  }
}

type Outcome = { readonly tunnel: OpenTunnel } | { readonly tunnel: null; readonly failure: Failure };
