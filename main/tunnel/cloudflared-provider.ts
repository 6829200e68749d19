/**
 * A way out through Cloudflare's quick tunnels, by its own program where that is installed. No account; another address each time.
 *
 * Boundary: Cloudflare ends the encryption of visitors' connections, so it can read what passes.
 */
import { devNull } from 'node:os';
import type { Logger } from 'pino';
import { cloudflaredFailure, cloudflaredReader } from './cloudflared-output.ts';
import { programAvailable, programEnvironment, requireProgram } from './find-program.ts';
import { localOrigin, openChild } from './open-child.ts';
import type { Availability, OpenTunnel, TunnelProvider, TunnelRequest } from './provider.ts';

const OPEN_DEADLINE_MS = 45_000;

export interface ProgramOptions {
  /** A name to look for, or a whole path. */
  readonly program: string;
  /** Where programs are looked for; left away: as the system says. */
  readonly path?: string | undefined;
  readonly openDeadlineMs?: number;
  readonly log: Logger;
}

/** Pure. A configuration of the owner's own would make it another tunnel than a quick one: an empty one stands in its place. */
export function cloudflaredArguments(local: string): readonly string[] {
  return ['tunnel', '--no-autoupdate', '--config', devNull, '--url', local];
}

export class CloudflaredProvider implements TunnelProvider {
  readonly name = 'cloudflared';
  readonly readsAlong = true;
  readonly interstitial = null;
  readonly passInterstitial = {};
  readonly openDeadlineMs: number;
  readonly #options: ProgramOptions;

  constructor(options: ProgramOptions) {
    this.#options = options;
    this.openDeadlineMs = options.openDeadlineMs ?? OPEN_DEADLINE_MS;
  }

  available(): Promise<Availability> {
    return programAvailable(this.#options.program, ['--version'], this.#options.path);
  }

  async open(request: TunnelRequest): Promise<OpenTunnel> {
    const program = await requireProgram(this.#options.program, this.#options.path);
    return openChild({
      command: { program, args: cloudflaredArguments(localOrigin(request)), environment: programEnvironment() },
      read: cloudflaredReader(),
      diagnose: cloudflaredFailure,
      request,
      deadlineMs: this.openDeadlineMs,
      log: this.#options.log,
    });
  }
}
