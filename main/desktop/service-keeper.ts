/** Keeps the one service of the shell: starts it, follows what it shares, notices when it ends, and ends it. Free of Electron. */
import type { ControlAddress } from '../../contract/command-line.ts';
import { toFailure, type Failure } from '../../contract/errors.ts';
import { ControlClient } from '../control/client.ts';
import { announced, endService, type ServiceChild } from './service-child.ts';
import type { ShellState } from './shell-state.ts';

type Life =
  | { readonly name: 'ended' }
  | { readonly name: 'starting'; readonly child: ServiceChild }
  | {
      readonly name: 'up';
      readonly child: ServiceChild;
      readonly control: ControlAddress;
      readonly client: ControlClient;
    }
  | { readonly name: 'stopping'; readonly stopped: Promise<void> };

export type ServiceTrouble =
  { readonly kind: 'could-not-start'; readonly failure: Failure } | { readonly kind: 'ended-by-itself' };

export interface KeeperOptions {
  readonly launch: () => ServiceChild;
  readonly onUp: (control: ControlAddress) => void;
  readonly onState: (state: ShellState) => void;
  /** Not started again by itself: sessions are gone with it, and the person has to know. */
  readonly onTrouble: (trouble: ServiceTrouble) => void;
}

export class ServiceKeeper {
  readonly #options: KeeperOptions;
  #life: Life = { name: 'ended' };
  #state: ShellState = { service: 'starting' };

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  get state(): ShellState {
    return this.#state;
  }

  /** Null while there is nobody to talk to. */
  get control(): ControlAddress | null {
    return this.#life.name === 'up' ? this.#life.control : null;
  }

  get client(): ControlClient | null {
    return this.#life.name === 'up' ? this.#life.client : null;
  }

  /** Does nothing while there is one already. */
  start(): void {
    if (this.#life.name !== 'ended') return;
    const child = this.#options.launch();
    this.#life = { name: 'starting', child };
    this.#tell({ service: 'starting' });
    void this.#accompany(child);
  }

  /** For good: resolves when no process of the service is left. */
  stop(): Promise<void> {
    switch (this.#life.name) {
      case 'ended':
        return Promise.resolve();
      case 'stopping':
        return this.#life.stopped;
      case 'starting':
      case 'up': {
        const stopped = endService(this.#life.child);
        this.#life = { name: 'stopping', stopped };
        return stopped;
      }
    }
  }

  async #accompany(child: ServiceChild): Promise<void> {
    const trouble = await this.#lifeOf(child);
    if (this.#life.name === 'stopping') return;
    this.#life = { name: 'ended' };
    this.#tell({ service: 'ended' });
    this.#options.onTrouble(trouble);
  }

  /** From the start to the end; resolves with what to tell, should nobody have asked for the end. */
  async #lifeOf(child: ServiceChild): Promise<ServiceTrouble> {
    let control: ControlAddress;
    try {
      control = await announced(child);
    } catch (error) {
      child.kill();
      await child.ended;
      return { kind: 'could-not-start', failure: toFailure(error) };
    }
    const following = new AbortController();
    if (this.#life.name === 'starting') {
      const client = new ControlClient(control);
      this.#life = { name: 'up', child, control, client };
      this.#options.onUp(control);
      void client.events((snapshot) => this.#tell({ service: 'up', snapshot }), following.signal);
    }
    await child.ended;
    following.abort();
    return { kind: 'ended-by-itself' };
  }

  #tell(state: ShellState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
