/**
 * A way out through a server of the lab's own: the system's ssh asks it to listen and to pass on what comes there.
 *
 * Boundary: the server's key is checked always. Nobody but that server sees what passes; whether the last leg to people is encrypted
 * is the server's doing (its web server), not ours.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import { execa } from 'execa';
import type { Logger } from 'pino';
import { ShareError } from '../../contract/errors.ts';
import { programAvailable, programEnvironment, requireProgram } from './find-program.ts';
import { learnHost, readResolvedHost, type ResolvedHost } from './known-hosts.ts';
import { openChild } from './open-child.ts';
import type { Availability, OpenTunnel, TunnelProvider, TunnelRequest } from './provider.ts';
import { readSshTarget, sshArguments, sshQueryArguments, type SshSettings } from './ssh-arguments.ts';
import { readListening, readSshLine, sshFailure, type SshAttempt } from './ssh-output.ts';

const OPEN_DEADLINE_MS = 40_000;
const LOOK_MS = 5_000;

export interface SshOptions {
  /** `user@host:port`; null when none was ever said. */
  readonly target: string | null;
  /** What links begin with when the server's own web server passes people on. */
  readonly url: string | null;
  readonly port: number;
  readonly keyFile: string | null;
  /** A fingerprint that the owner has confirmed just now. */
  readonly hostKey: string | null;
  /** Our own file of known hosts. */
  readonly knownHosts: string;
  readonly openDeadlineMs?: number;
  readonly log: Logger;
}

export class SshProvider implements TunnelProvider {
  readonly name = 'ssh';
  readonly readsAlong = false;
  readonly interstitial = null;
  readonly passInterstitial = {};
  readonly openDeadlineMs: number;
  readonly #options: SshOptions;

  constructor(options: SshOptions) {
    this.#options = options;
    this.openDeadlineMs = options.openDeadlineMs ?? OPEN_DEADLINE_MS;
  }

  async available(): Promise<Availability> {
    const found = await programAvailable('ssh', ['-V']);
    if (!found.ok) return found;
    const lack = this.#lack();
    return lack === null ? found : { ok: false, failure: lack.failure };
  }

  async open(request: TunnelRequest): Promise<OpenTunnel> {
    const lack = this.#lack();
    if (lack !== null) throw lack;
    const { target, url, port, keyFile, hostKey, knownHosts, log } = this.#options;
    const settings: SshSettings = { target: readSshTarget(target ?? ''), keyFile, knownHosts };
    const ssh = await requireProgram('ssh');
    const host = await resolveHost(ssh, settings, request.signal);
    if (hostKey !== null) await learnHost(knownHosts, host, hostKey, request.signal);
    request.signal.throwIfAborted();

    const portAgain = port === 0 && request.name !== null && /^\d{1,5}$/.test(request.name);
    const asked = portAgain ? Number(request.name) : port;
    const attempt: SshAttempt = { host: settings.target.host, user: host.user, port: asked, portAgain, knownHosts };
    const tunnel = await openChild({
      command: {
        program: ssh,
        args: sshArguments(settings, {
          listen: url === null ? 'everybody' : 'itself',
          port: asked,
          localHost: request.localHost,
          localPort: request.localPort,
        }),
        environment: { ...programEnvironment(), LC_ALL: 'C' },
      },
      read: (line) => {
        const listening = readListening(line, asked);
        if (listening === null) return readSshLine(line);
        return { says: 'open', url: url ?? addressOf(host.hostname, listening), name: String(listening) };
      },
      diagnose: (tail, ended) => sshFailure(tail, ended, attempt),
      request,
      // Looking a name up and learning a key come before.
      deadlineMs: this.openDeadlineMs / 2,
      log,
    });
    if (url === null && (await refuses(new URL(tunnel.url)))) {
      await tunnel.close();
      throw new ShareError('tunnel-ssh-only-there', { host: attempt.host, port: tunnel.name ?? asked });
    }
    return tunnel;
  }

  #lack(): ShareError | null {
    const { target, url, port } = this.#options;
    if (target === null)
      return new ShareError('tunnel-not-set-up', {
        way: 'ssh',
        lack: 'which server is not said',
        option: '--ssh-target',
      });
    if (url !== null && port === 0) {
      const lack = `the port at which ${new URL(url).host} passes people on is not said`;
      return new ShareError('tunnel-not-set-up', { way: 'ssh', lack, option: '--ssh-port' });
    }
    return null;
  }
}

async function resolveHost(ssh: string, settings: SshSettings, signal: AbortSignal): Promise<ResolvedHost> {
  const { stdout } = await execa(ssh, sshQueryArguments(settings), {
    reject: false,
    stdin: 'ignore',
    timeout: LOOK_MS,
    cancelSignal: signal,
    env: programEnvironment(),
    extendEnv: false,
    windowsHide: true,
  });
  return readResolvedHost(stdout, settings.target.host);
}

function addressOf(hostname: string, port: number): string {
  return new URL(`http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`).origin;
}

/**
 * A server whose sshd has no GatewayPorts listens for itself only, and says nothing of it. Anything but a refusal (a firewall in
 * between that only we are behind) is left to the probe of the public address.
 */
async function refuses({ hostname, port }: URL): Promise<boolean> {
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 80 : Number(port) });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(LOOK_MS) });
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
  } finally {
    socket.destroy();
  }
}
