/**
 * A way out by any program of the owner's own that prints an address: its first one is taken, and when the program ends the way is lost.
 *
 * Boundary: it runs as the owner, who has said so; nothing that comes from elsewhere becomes part of it. Who reads along is not known.
 */
import type { Logger } from 'pino';
import { describeFailure, ShareError, toFailure } from '../../contract/errors.ts';
import { findProgram, programEnvironment, requireProgram } from './find-program.ts';
import { lastWords, openChild } from './open-child.ts';
import { addressIn, commandWords, type OwnCommand } from './own-command.ts';
import type { Availability, OpenTunnel, TunnelProvider, TunnelRequest } from './provider.ts';

const OPEN_DEADLINE_MS = 60_000;

export interface CommandOptions {
  /** Null when none was said. */
  readonly command: OwnCommand | null;
  readonly path?: string | undefined;
  readonly openDeadlineMs?: number;
  readonly log: Logger;
}

export class CommandProvider implements TunnelProvider {
  readonly name = 'command';
  readonly readsAlong = true;
  readonly interstitial = null;
  readonly passInterstitial = {};
  readonly openDeadlineMs: number;
  readonly #options: CommandOptions;

  constructor(options: CommandOptions) {
    this.#options = options;
    this.openDeadlineMs = options.openDeadlineMs ?? OPEN_DEADLINE_MS;
  }

  async available(): Promise<Availability> {
    try {
      const [name = ''] = this.#words(0);
      if ((await findProgram(name, this.#options.path)) !== null) return { ok: true, version: null };
      return { ok: false, failure: describeFailure('tunnel-program-missing', { program: name }) };
    } catch (error) {
      return { ok: false, failure: toFailure(error) };
    }
  }

  async open(request: TunnelRequest): Promise<OpenTunnel> {
    const { localPort } = request;
    const [name = '', ...args] = this.#words(localPort);
    return openChild({
      command: {
        program: await requireProgram(name, this.#options.path),
        args,
        environment: { ...programEnvironment(), ANNOTATE_SHARE_PORT: String(localPort) },
      },
      read: (line) => {
        const url = addressIn(line, localPort);
        return url === null ? { says: 'nothing' } : { says: 'open', url };
      },
      diagnose: (tail, ended) => {
        const reason = ended ? lastWords(tail) : 'it has printed no address in time';
        return new ShareError('tunnel-program-failed', { program: name, reason }, { detail: tail.join('\n') });
      },
      request,
      deadlineMs: this.openDeadlineMs,
      log: this.#options.log,
    });
  }

  #words(port: number): readonly string[] {
    const { command } = this.#options;
    if (command !== null) return commandWords(command, port);
    const values = { way: 'a command', lack: 'which command is not said', option: '--tunnel-command' };
    throw new ShareError('tunnel-not-set-up', values);
  }
}
