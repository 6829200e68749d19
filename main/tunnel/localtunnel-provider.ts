/**
 * A tunnel through a localtunnel relay. The relay is asked for a name here, not by localtunnel: its own asking never ends when
 * the relay does not answer, cannot be stopped, and takes any name for the one asked for. The connections are localtunnel's.
 *
 * Boundary: the relay reads everything that passes (its connections are not encrypted), and whoever knows the address can call
 * it. Sign-in is the proxy's; nothing here lets anybody in.
 */
import type { Logger } from 'pino';
import { Agent, fetch } from 'undici';
import { ShareError } from '../../contract/errors.ts';
import { LegPool } from './leg-pool.ts';
import type { Availability, Interstitial, OpenTunnel, TunnelProvider, TunnelRequest } from './provider.ts';
import { readRegistration, type Registration } from './registration.ts';

/** With a wait in between, the way is back within ten seconds of the network also when an attempt hung until then. */
const OPEN_DEADLINE_MS = 8000;
const publicRelays: ReadonlySet<string> = new Set(['localtunnel.me', 'loca.lt']);
const LARGEST_ANSWER = 64 * 1024;

export interface LocaltunnelOptions {
  /** `http(s)://host[:port]` */
  readonly relay: string;
  readonly openDeadlineMs?: number;
  readonly log: Logger;
}

export class LocaltunnelProvider implements TunnelProvider {
  readonly name = 'localtunnel';
  readonly readsAlong = true;
  readonly openDeadlineMs: number;
  readonly #relay: URL;
  readonly #log: Logger;

  constructor({ relay, openDeadlineMs = OPEN_DEADLINE_MS, log }: LocaltunnelOptions) {
    this.#relay = new URL(relay.endsWith('/') ? relay : `${relay}/`);
    this.openDeadlineMs = openDeadlineMs;
    this.#log = log;
  }

  /** The free public relay alone shows visitors a page first, and lets programs pass that send this header. */
  get interstitial(): Interstitial {
    return publicRelays.has(this.#relay.hostname) ? 'owner-address' : null;
  }

  get passInterstitial(): Readonly<Record<string, string>> {
    return this.interstitial === null ? {} : { 'bypass-tunnel-reminder': 'annotate-share' };
  }

  /** It brings all it needs; whether the relay answers is known once it is asked. */
  available(): Promise<Availability> {
    return Promise.resolve({ ok: true, version: null });
  }

  async open(request: TunnelRequest): Promise<OpenTunnel> {
    request.signal.throwIfAborted();
    const until = AbortSignal.any([request.signal, AbortSignal.timeout(this.openDeadlineMs)]);
    try {
      const registration = await this.#register(request.name, until);
      const pool = new LegPool(
        { remote: registration.remote, local: { host: request.localHost, port: request.localPort } },
        registration.connections,
      );
      await this.#firstConnection(pool, registration, until);
      this.#log.info({ url: registration.url }, 'tunnel open');
      return {
        url: registration.url,
        name: registration.name,
        closed: pool.closed,
        close: () => pool.close('it was closed here'),
      };
    } catch (error) {
      request.signal.throwIfAborted();
      throw error;
    }
  }

  async #register(name: string | null, until: AbortSignal): Promise<Registration> {
    const answer = await this.#ask(name === null ? '?new' : encodeURIComponent(name), until);
    if (answer.status !== 200) {
      const detail = `${answer.status} ${answer.body.slice(0, 500)}`;
      if (name !== null && answer.status >= 400 && answer.status < 500) {
        throw new ShareError('tunnel-name-refused', { asked: name, given: 'no name' }, { detail });
      }
      throw this.#failed(`it answered ${answer.status}`, detail);
    }
    const reading = readRegistration(answer.body, this.#relay);
    if (!reading.ok) throw this.#failed(reading.reason, reading.detail);
    const { registration } = reading;
    if (name !== null && registration.name !== name) {
      // No connection is made to the name that was not asked for: the relay forgets it after a second.
      throw new ShareError('tunnel-name-refused', { asked: name, given: `the name ${registration.name}` });
    }
    return registration;
  }

  async #ask(path: string, until: AbortSignal): Promise<{ readonly status: number; readonly body: string }> {
    // An agent of its own, so that no connection to the relay outlives the question.
    const agent = new Agent({ maxResponseSize: LARGEST_ANSWER });
    try {
      const answer = await fetch(new URL(path, this.#relay), { dispatcher: agent, redirect: 'manual', signal: until });
      return { status: answer.status, body: await answer.text() };
    } catch (error) {
      throw this.#unreachable(error);
    } finally {
      await agent.destroy();
    }
  }

  async #firstConnection(pool: LegPool, { remote }: Registration, until: AbortSignal): Promise<void> {
    const outcome = await Promise.race([pool.open.then(() => null), pool.closed, aborted(until)]);
    if (outcome === null && !until.aborted) return;
    await pool.close('it did not open in time');
    const { reason } = await pool.closed;
    throw this.#unreachable(new Error(`no connection to ${remote.host} port ${remote.port}: ${reason}`));
  }

  #unreachable(cause: unknown): ShareError {
    return new ShareError('tunnel-unreachable', { relay: this.#relay.host }, { detail: explain(cause), cause });
  }

  #failed(reason: string, detail: string): ShareError {
    return new ShareError('tunnel-failed', { relay: this.#relay.host, reason }, { detail });
  }
}

async function aborted(signal: AbortSignal): Promise<{ readonly reason: string }> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  return { reason: 'it did not open in time' };
}

/** fetch() hides what happened in the error's cause. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
