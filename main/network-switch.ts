/** The way in from the network, opened and closed while the service runs: by TLS always, on a port of its own, without a restart of anything. */
import { ShareError, toFailure } from '../contract/errors.ts';
import type { Lan } from '../contract/network.ts';
import type { Logger } from 'pino';
import type { ManagedCertificate } from './certificates/certificate.ts';
import type { OpenCertificate } from './certificates/open.ts';
import type { FurtherListener } from './proxy/proxy.ts';
import type { CertificateSource } from './proxy/ports.ts';
import type { NetworkChoice } from './store/network-choice.ts';

export interface NetworkSwitchParts {
  /** What the proxy was started with; its certificate is used for the network too, where there is one. */
  readonly own: () => OpenCertificate;
  /** Makes or opens a certificate when the proxy was started without. */
  readonly openCertificate: () => Promise<OpenCertificate>;
  readonly listen: (at: {
    readonly port: number;
    readonly certificates: CertificateSource;
  }) => Promise<FurtherListener>;
  /** Why there is nothing to switch; null where there is. */
  readonly fixed: string | null;
  /** Null where it is not kept: a program that was started for one dataset opens what its command line says. */
  readonly choice: NetworkChoice | null;
  /** Snapshots show something else now. */
  readonly onChange: () => void;
  readonly log: Logger;
}

type State =
  | { readonly is: 'off' }
  /** Its names have to be in the certificate before anybody can call it by one. */
  | { readonly is: 'opening' }
  | { readonly is: 'on'; readonly listener: FurtherListener; readonly certificate: OpenCertificate };

export class NetworkSwitch {
  readonly #parts: NetworkSwitchParts;
  #state: State = { is: 'off' };
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: NetworkSwitchParts) {
    this.#parts = parts;
  }

  get lan(): Lan {
    if (this.#parts.fixed !== null) return 'fixed';
    return this.#state.is === 'on' ? 'on' : 'off';
  }

  /** Null while nobody is listened to there. */
  get port(): number | null {
    return this.#state.is === 'on' ? this.#state.listener.port : null;
  }

  /** Whether the network's names have to be certified. */
  get isWanted(): boolean {
    return this.#state.is !== 'off';
  }

  /** The one that people are shown: of the network's way in, else of the proxy as it was started. */
  get certificate(): ManagedCertificate | null {
    return (this.#state.is === 'on' ? this.#state.certificate : this.#parts.own()).certificate;
  }

  /** As the owner last chose. What cannot be opened now is left closed, and does not keep the service from starting. */
  async resume(): Promise<void> {
    if (this.#parts.fixed !== null || this.#parts.choice?.read().lan !== true) return;
    await this.#inTurn(() => this.#open()).catch((error: unknown) => {
      this.#parts.log.error({ failure: toFailure(error) }, 'the network could not be listened to');
    });
  }

  /**
   * Holds until it is chosen otherwise, over starts of the service too.
   *
   * @throws ShareError `network-fixed`, `port-forbidden`, `address-unavailable`, and whatever the certificate cannot be made for
   */
  async change(lan: boolean): Promise<void> {
    const { fixed, choice } = this.#parts;
    if (fixed !== null) throw new ShareError('network-fixed', { reason: fixed });
    await this.#inTurn(async () => {
      await (lan ? this.#open() : this.#close());
      choice?.write({ lan, port: this.port ?? choice.read().port });
    });
  }

  close(): Promise<void> {
    return this.#inTurn(() => this.#close());
  }

  /** Who switches twice gets both, one after the other. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #open(): Promise<void> {
    if (this.#state.is === 'on') return;
    this.#state = { is: 'opening' };
    try {
      const certificate = await this.#certificate();
      const listener = await this.#listen(certificate.certificate).catch((error: unknown) => {
        certificate.close();
        throw error;
      });
      this.#state = { is: 'on', listener, certificate };
      this.#parts.log.info({ port: listener.port }, 'the network is listened to');
    } finally {
      if (this.#state.is === 'opening') this.#state = { is: 'off' };
      this.#parts.onChange();
    }
  }

  async #close(): Promise<void> {
    if (this.#state.is !== 'on') return;
    const { listener, certificate } = this.#state;
    // First, so that its names are refused at once: connections are given a moment for their last answers.
    this.#state = { is: 'off' };
    this.#parts.onChange();
    await listener.close();
    certificate.close();
    this.#parts.log.info('the network is not listened to any more');
  }

  /** Closing what this gives never closes the proxy's own. */
  async #certificate(): Promise<OpenCertificate & { readonly certificate: ManagedCertificate }> {
    const own = this.#parts.own().certificate;
    if (own !== null) {
      await own.check();
      return { certificate: own, close: () => undefined };
    }
    const { certificate, close } = await this.#parts.openCertificate();
    if (certificate === null) throw new Error('there is no way in from the network without a certificate');
    return { certificate, close };
  }

  /** The port of the last time, if it is free: links with it have been handed out. */
  async #listen(certificates: CertificateSource): Promise<FurtherListener> {
    const { listen, choice } = this.#parts;
    const port = choice?.read().port ?? null;
    if (port !== null) {
      try {
        return await listen({ port, certificates });
      } catch (error) {
        if (!(error instanceof ShareError && error.code === 'port-in-use')) throw error;
      }
    }
    return listen({ port: 0, certificates });
  }
}
