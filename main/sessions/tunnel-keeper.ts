/** One session's way out to the internet: opened when asked, closed on stop, and honest about its state in between. */
import type { Logger } from 'pino';
import { describeFailure, toFailure, type Failure } from '../../contract/errors.ts';
import type { Reach, TunnelRequest } from '../../contract/session.ts';
import type { OpenTunnel, TunnelProvider } from '../tunnel/provider.ts';

type State =
  | { readonly name: 'off' }
  | { readonly name: 'opening'; readonly since: Date; readonly abort: AbortController; readonly settled: Promise<void> }
  | { readonly name: 'up'; readonly since: Date; readonly tunnel: OpenTunnel }
  | { readonly name: 'lost'; readonly since: Date; readonly failure: Failure }
  | { readonly name: 'failed'; readonly since: Date; readonly failure: Failure };

type Provider = Exclude<TunnelRequest['provider'], 'none'>;

export interface TunnelKeeperOptions {
  readonly provider: (request: Exclude<TunnelRequest, { provider: 'none' }>) => TunnelProvider;
  /** Where the proxy listens; asked anew at each opening. */
  readonly target: () => { readonly host: string; readonly port: number };
  readonly onChange: () => void;
  readonly log: Logger;
}

export class TunnelKeeper {
  readonly #options: TunnelKeeperOptions;
  #state: State = { name: 'off' };
  #provider: Provider | null = null;
  #interruptions: { readonly from: Date; readonly to: Date | null }[] = [];

  constructor(options: TunnelKeeperOptions) {
    this.#options = options;
  }

  /** The tunnel's own address, without a path; null while it is not up. */
  get origin(): string | null {
    return this.#state.name === 'up' ? new URL(this.#state.tunnel.url).origin : null;
  }

  reach(): Reach {
    const state = this.#state;
    return {
      rung: state.name === 'off' ? 'computer' : 'internet',
      provider: state.name === 'off' ? null : this.#provider,
      state: state.name,
      since: state.name === 'off' ? null : state.since.toISOString(),
      interruptions: this.#interruptions.map(({ from, to }) => ({
        from: from.toISOString(),
        to: to?.toISOString() ?? null,
      })),
      error: state.name === 'lost' || state.name === 'failed' ? state.failure : null,
    };
  }

  /** Opens, replaces or closes. Settles when that is done; a failure becomes part of `reach()`, it is not thrown. */
  async apply(request: TunnelRequest): Promise<void> {
    await this.close();
    if (request.provider === 'none') return;
    const abort = new AbortController();
    const settled = this.#open(request, abort.signal);
    this.#provider = request.provider;
    this.#change({ name: 'opening', since: new Date(), abort, settled });
    await settled;
  }

  async close(): Promise<void> {
    const state = this.#state;
    if (state.name === 'opening') {
      state.abort.abort();
      await state.settled;
    } else if (state.name === 'up') {
      // First off, then closed: the tunnel's own "closed" must not read as a loss.
      this.#change({ name: 'off' });
      await state.tunnel.close();
    }
    if (this.#state.name !== 'off') this.#change({ name: 'off' });
  }

  async #open(request: Exclude<TunnelRequest, { provider: 'none' }>, signal: AbortSignal): Promise<void> {
    // One turn later, so that `opening` is the state before anything can come of it.
    await Promise.resolve();
    const target = this.#options.target();
    try {
      const tunnel = await this.#options
        .provider(request)
        .open({ localHost: target.host, localPort: target.port, name: null, signal });
      if (signal.aborted) {
        await tunnel.close();
        return;
      }
      if (this.#interruptions.at(-1)?.to === null) this.#endInterruption();
      this.#change({ name: 'up', since: new Date(), tunnel });
      void tunnel.closed.then(({ reason }) => this.#lost(tunnel, reason, request));
    } catch (error) {
      if (signal.aborted) return;
      const failure = toFailure(error);
      this.#options.log.warn({ failure }, 'tunnel did not open');
      this.#change({ name: 'failed', since: new Date(), failure });
    }
  }

  #lost(tunnel: OpenTunnel, reason: string, request: Exclude<TunnelRequest, { provider: 'none' }>): void {
    if (this.#state.name !== 'up' || this.#state.tunnel !== tunnel) return;
    this.#options.log.warn({ reason }, 'tunnel lost');
    const now = new Date();
    this.#interruptions = [...this.#interruptions, { from: now, to: null }].slice(-20);
    this.#change({ name: 'lost', since: now, failure: lostFailure(request, reason) });
    void tunnel.close();
  }

  #endInterruption(): void {
    this.#interruptions = this.#interruptions.map((one) => (one.to === null ? { ...one, to: new Date() } : one));
  }

  #change(state: State): void {
    this.#state = state;
    this.#options.onChange();
  }
}

function lostFailure(request: Exclude<TunnelRequest, { provider: 'none' }>, reason: string): Failure {
  return describeFailure('tunnel-failed', { relay: request.relay ?? request.provider, reason });
}
