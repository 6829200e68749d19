/** All ways out to the internet: makes the one that is asked for, with what is known from the last time, and says what each needs. */
import type { Logger } from 'pino';
import { tunnelProviders, type OpenableRequest, type Way } from '../../contract/tunnel.ts';
import type { WaysOut } from '../store/ways-out.ts';
import { CloudflaredProvider } from './cloudflared-provider.ts';
import { CommandProvider } from './command-provider.ts';
import { completed, memorable } from './completed.ts';
import { LocaltunnelProvider } from './localtunnel-provider.ts';
import { NgrokProvider } from './ngrok-provider.ts';
import type { TunnelProvider } from './provider.ts';
import { SshProvider } from './ssh-provider.ts';

const PUBLIC_RELAY = 'https://localtunnel.me';

export interface WaysOptions {
  readonly settings: Pick<WaysOut, 'last' | 'remember'>;
  /** Our own file of known hosts. */
  readonly knownHosts: string;
  readonly log: Logger;
}

export class Ways {
  readonly #options: WaysOptions;

  constructor(options: WaysOptions) {
    this.#options = options;
  }

  /** What is said is remembered; what is left out is as the last time. */
  provider(asked: OpenableRequest): TunnelProvider {
    const { settings } = this.#options;
    const request = completed(asked, settings.last(asked.provider));
    const kept = memorable(request);
    if (kept !== null) settings.remember(kept);
    return this.#make(request);
  }

  /** Looks what each needs. Nothing is opened, nobody is asked. */
  async list(): Promise<Way[]> {
    return Promise.all(
      tunnelProviders.map(async (name): Promise<Way> => {
        const last = this.#options.settings.last(name);
        const provider = this.#make(last ?? { provider: name });
        const found = await provider.available();
        return {
          provider: name,
          available: found.ok,
          version: found.ok ? found.version : null,
          lacks: found.ok ? null : found.failure,
          readsAlong: provider.readsAlong,
          last,
        };
      }),
    );
  }

  #make(request: OpenableRequest): TunnelProvider {
    const { knownHosts, log } = this.#options;
    switch (request.provider) {
      case 'localtunnel':
        return new LocaltunnelProvider({ relay: request.relay ?? PUBLIC_RELAY, log });
      case 'ssh':
        return new SshProvider({
          target: request.target ?? null,
          url: request.url ?? null,
          port: request.port ?? 0,
          keyFile: request.keyFile ?? null,
          hostKey: request.hostKey ?? null,
          knownHosts,
          log,
        });
      case 'cloudflared':
        return new CloudflaredProvider({ program: request.program ?? 'cloudflared', log });
      case 'ngrok':
        return new NgrokProvider({ program: request.program ?? 'ngrok', url: request.url ?? null, log });
      case 'command':
        return new CommandProvider({ command: request.command ?? null, log });
    }
  }
}
