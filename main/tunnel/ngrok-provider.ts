/**
 * A way out through ngrok, by its own program where that is installed and signed in.
 *
 * Boundary: ngrok ends the encryption of visitors' connections, so it can read what passes; and its free plan shows each browser a page
 * of its own first.
 */
import type { Logger } from 'pino';
import { programAvailable, programEnvironment, requireProgram } from './find-program.ts';
import { ngrokFailure, readNgrokLine } from './ngrok-output.ts';
import { localOrigin, openChild } from './open-child.ts';
import type { Availability, OpenTunnel, TunnelProvider, TunnelRequest } from './provider.ts';

const OPEN_DEADLINE_MS = 30_000;

export interface NgrokOptions {
  /** A name to look for, or a whole path. */
  readonly program: string;
  /** An address of the owner's own at ngrok; null for any. */
  readonly url: string | null;
  readonly path?: string | undefined;
  readonly openDeadlineMs?: number;
  readonly log: Logger;
}

/** Pure. Without `--inspect=false` it keeps every request, passwords included, and shows them to all programs of this computer. */
export function ngrokArguments(local: string, url: string | null): readonly string[] {
  const log = ['--log', 'stdout', '--log-format', 'json', '--log-level', 'info'];
  return ['http', ...log, '--inspect=false', ...(url === null ? [] : ['--url', url]), local];
}

export class NgrokProvider implements TunnelProvider {
  readonly name = 'ngrok';
  readonly readsAlong = true;
  readonly interstitial = 'button';
  readonly passInterstitial = { 'ngrok-skip-browser-warning': '1' };
  readonly openDeadlineMs: number;
  readonly #options: NgrokOptions;

  constructor(options: NgrokOptions) {
    this.#options = options;
    this.openDeadlineMs = options.openDeadlineMs ?? OPEN_DEADLINE_MS;
  }

  available(): Promise<Availability> {
    return programAvailable(this.#options.program, ['version'], this.#options.path);
  }

  async open(request: TunnelRequest): Promise<OpenTunnel> {
    const { program, path, url, log } = this.#options;
    return openChild({
      command: {
        program: await requireProgram(program, path),
        args: ngrokArguments(localOrigin(request), url),
        environment: programEnvironment(),
      },
      read: readNgrokLine,
      diagnose: ngrokFailure,
      request,
      deadlineMs: this.openDeadlineMs,
      log,
    });
  }
}
