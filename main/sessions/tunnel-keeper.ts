/** One session's way out to the internet, as its owner sees it: opened when asked, supervised, closed on stop. */
import type { Logger } from 'pino';
import type { Reach, TunnelRequest } from '../../contract/session.ts';
import type { Clock } from '../tunnel/clock.ts';
import { probe } from '../tunnel/probe.ts';
import type { TunnelProvider } from '../tunnel/provider.ts';
import type { Address, Loss, TunnelState } from '../tunnel/supervisor-state.ts';
import { TunnelSupervisor } from '../tunnel/supervisor.ts';
import type { Probes } from './probes.ts';
import { noHistory, rememberState, told, type TunnelHistory } from './tunnel-history.ts';

type Provider = Exclude<TunnelRequest['provider'], 'none'>;

export interface TunnelKeeperOptions {
  readonly provider: (request: Exclude<TunnelRequest, { provider: 'none' }>) => TunnelProvider;
  /** Where the proxy listens; asked anew at each opening. */
  readonly target: () => { readonly host: string; readonly port: number };
  /** The session's own address below the tunnel's: `/d/lung/`. */
  readonly path: () => string;
  readonly probes: Pick<Probes, 'ask'>;
  readonly clock: Clock;
  readonly chance: () => number;
  readonly onChange: () => void;
  readonly log: Logger;
}

export class TunnelKeeper {
  readonly #options: TunnelKeeperOptions;
  #supervisor: TunnelSupervisor | null = null;
  #provider: Provider | null = null;
  #history: TunnelHistory = noHistory;
  /** One wish after the other: closing one way takes its time. */
  #turn: Promise<void> = Promise.resolve();
  #newest = 0;

  constructor(options: TunnelKeeperOptions) {
    this.#options = options;
  }

  /** The tunnel's own address, without a path; null while nobody could load it. */
  get origin(): string | null {
    const state = this.#state;
    return state.name === 'up' || state.name === 'doubtful' ? originOf(state.address) : null;
  }

  /** By which the proxy is called, also while it is only being looked whether anybody can. */
  get openedOrigin(): string | null {
    return 'address' in this.#state ? originOf(this.#state.address) : null;
  }

  reach(): Reach {
    const state = this.#state;
    const { interruptions, changed } = this.#history;
    const isOff = state.name === 'off';
    return {
      rung: isOff ? 'computer' : 'internet',
      provider: isOff ? null : this.#provider,
      ...reachOf(state),
      interruptions: [...interruptions],
      changed,
    };
  }

  /** Opens, replaces or closes. Settles when that is done or has failed; a failure becomes part of `reach()`, it is not thrown. */
  async apply(request: TunnelRequest): Promise<void> {
    const wish = ++this.#newest;
    await this.#end();
    // Another wish came meanwhile, and it is the one that counts.
    if (wish !== this.#newest || request.provider === 'none') return;
    const supervisor = this.#supervise(this.#options.provider(request));
    this.#supervisor = supervisor;
    this.#provider = request.provider;
    await supervisor.open();
  }

  tryNow(): void {
    this.#supervisor?.tryNow();
  }

  lookNow(): void {
    this.#supervisor?.lookNow();
  }

  /** The owner has told people of the new address. */
  told(): void {
    this.#history = told(this.#history);
    this.#options.onChange();
  }

  async close(): Promise<void> {
    this.#newest += 1;
    await this.#end();
  }

  async #end(): Promise<void> {
    const supervisor = this.#supervisor;
    this.#turn = this.#turn.then(() => supervisor?.close());
    await this.#turn;
  }

  get #state(): TunnelState {
    return this.#supervisor?.state ?? { name: 'off' };
  }

  #supervise(provider: TunnelProvider): TunnelSupervisor {
    const { target, clock, chance, log, onChange } = this.#options;
    return new TunnelSupervisor({
      provider,
      target,
      clock,
      chance,
      log,
      probe: (address, signal) => this.#probe(provider, address, signal),
      onChange: (state) => {
        this.#history = rememberState(this.#history, state, clock.now());
        onChange();
      },
    });
  }

  async #probe(provider: TunnelProvider, address: Address, signal: AbortSignal): Promise<string | null> {
    const { probes, path } = this.#options;
    const question = probes.ask();
    try {
      const url = `${originOf(address)}${path()}${question.path}`;
      return await probe({ url, answer: question.answer, headers: provider.passInterstitial, signal });
    } finally {
      question.withdraw();
    }
  }
}

function originOf({ url }: Address): string {
  return new URL(url).origin;
}

function reachOf(state: TunnelState): Pick<Reach, 'state' | 'since' | 'error' | 'retry'> {
  const at = (ms: number) => new Date(ms).toISOString();
  switch (state.name) {
    case 'off':
      return { state: 'off', since: null, error: null, retry: null };
    case 'up':
      return { state: 'up', since: at(state.since), error: null, retry: null };
    case 'doubtful':
      return { state: 'doubtful', since: at(state.upSince), error: null, retry: null };
    case 'failed':
      return { state: 'failed', since: at(state.since), error: state.failure, retry: null };
    case 'opening':
    case 'proving':
      if (state.loss === null) return { state: 'opening', since: at(state.since), error: null, retry: null };
      return lostReach(state.loss, null);
    case 'waiting':
      return lostReach(state.loss, at(state.nextAt));
  }
}

function lostReach(loss: Loss, nextAt: string | null): Pick<Reach, 'state' | 'since' | 'error' | 'retry'> {
  const retry = { attempt: loss.attempt, nextAt, error: loss.latest };
  return { state: 'lost', since: new Date(loss.since).toISOString(), error: loss.why, retry };
}
