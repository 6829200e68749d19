/** A way out that does what a test tells it: opens, refuses, hangs or breaks, and remembers what it was asked for. */
import type { Availability, OpenTunnel, TunnelProvider, TunnelRequest } from '../provider.ts';

export interface ScriptedTunnel extends OpenTunnel {
  /** Its own client notices that it is gone. */
  lose(reason: string): void;
}

/** What the next opening comes to: an address, a refusal, or nothing until it is given up. */
export type Scripted = { readonly url: string; readonly name?: string | null } | Error | 'hangs' | 'ignores-its-signal';

export class ScriptedWay implements TunnelProvider {
  readonly name = 'localtunnel';
  readonly readsAlong = true;
  readonly interstitial = null;
  readonly passInterstitial = { 'x-pass': 'yes' };
  readonly openDeadlineMs = 8000;
  /** The names it was asked for, one for each opening. */
  readonly asked: (string | null)[] = [];
  readonly tunnels: ScriptedTunnel[] = [];
  next: Scripted;
  /** How many of those that opened are open now. */
  standing = 0;

  constructor(next: Scripted) {
    this.next = next;
  }

  available(): Promise<Availability> {
    return Promise.resolve({ ok: true, version: null });
  }

  open({ name, signal }: TunnelRequest): Promise<OpenTunnel> {
    this.asked.push(name);
    const { next } = this;
    if (next instanceof Error) return Promise.reject(next);
    if (next === 'ignores-its-signal') return new Promise(() => undefined);
    if (next === 'hangs') {
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      });
    }
    return Promise.resolve(this.#tunnel(next.url, next.name ?? null));
  }

  get latest(): ScriptedTunnel {
    const tunnel = this.tunnels.at(-1);
    if (tunnel === undefined) throw new Error('nothing was opened');
    return tunnel;
  }

  #tunnel(url: string, name: string | null): OpenTunnel {
    const { promise, resolve } = Promise.withResolvers<{ readonly reason: string }>();
    let isOpen = true;
    this.standing += 1;
    const end = (reason: string) => {
      if (isOpen) this.standing -= 1;
      isOpen = false;
      resolve({ reason });
    };
    const tunnel = {
      url,
      name,
      closed: promise,
      lose: end,
      close: () => {
        end('it was closed here');
        return Promise.resolve();
      },
    };
    this.tunnels.push(tunnel);
    return tunnel;
  }
}
