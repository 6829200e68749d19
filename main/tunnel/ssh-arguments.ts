/** What ssh is started with. Pure: words for a program, never a line for a shell. */
import { sshTargetSchema } from '../../contract/tunnel.ts';

export interface SshTarget {
  readonly user: string | null;
  /** As the owner said it: a name, an address, or an entry of the owner's own ssh configuration. */
  readonly host: string;
  readonly port: number | null;
}

/** @throws ZodError where `target` is none; the contract has checked what comes from outside */
export function readSshTarget(target: string): SshTarget {
  const [, user, bracketed, name, port] =
    /^(?:([^@]+)@)?(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(sshTargetSchema.parse(target)) ?? [];
  return { user: user ?? null, host: bracketed ?? name ?? '', port: port === undefined ? null : Number(port) };
}

/** What the server forwards to us, and where it listens for that. */
export interface SshForward {
  /** Only for programs on the server itself, such as its web server; else for everybody who can reach it. */
  readonly listen: 'itself' | 'everybody';
  /** 0: any free one. */
  readonly port: number;
  readonly localHost: string;
  readonly localPort: number;
}

export interface SshSettings {
  readonly target: SshTarget;
  readonly keyFile: string | null;
  /** Servers that the owner has confirmed to us, besides those that ssh knows. */
  readonly knownHosts: string;
}

const CONNECT_SECONDS = 10;
/** A server that is gone is noticed after three of these. */
const ALIVE_SECONDS = 5;

/** Where to go and as whom. `--` ends the options: what follows is a name, whatever it looks like. */
function whereTo({ target: { user, host, port }, keyFile }: SshSettings): readonly string[] {
  return [
    ...(keyFile === null ? [] : ['-o', 'IdentitiesOnly=yes', '-i', keyFile]),
    ...(user === null ? [] : ['-l', user]),
    ...(port === null ? [] : ['-p', String(port)]),
    '--',
    host,
  ];
}

/** Asks ssh what its configuration makes of a name; connects to nobody. */
export function sshQueryArguments(settings: SshSettings): readonly string[] {
  return ['-G', ...whereTo(settings)];
}

/**
 * The first value of an option counts, so what stands here holds whatever the owner's configuration says: nothing is asked for, the
 * server's key is always checked and never learnt, and the connection is ours alone (a shared one would outlive us).
 */
export function sshArguments(settings: SshSettings, forward: SshForward): readonly string[] {
  const options = {
    BatchMode: 'yes',
    ExitOnForwardFailure: 'yes',
    StrictHostKeyChecking: 'yes',
    NoHostAuthenticationForLocalhost: 'no',
    VerifyHostKeyDNS: 'no',
    UpdateHostKeys: 'no',
    UserKnownHostsFile: `${quoted(settings.knownHosts)} ~/.ssh/known_hosts ~/.ssh/known_hosts2`,
    ControlMaster: 'no',
    ControlPath: 'none',
    // Not known to every ssh.
    IgnoreUnknown: 'ForkAfterAuthentication',
    ForkAfterAuthentication: 'no',
    PermitLocalCommand: 'no',
    RemoteCommand: 'none',
    ForwardAgent: 'no',
    ForwardX11: 'no',
    Tunnel: 'no',
    ConnectTimeout: String(CONNECT_SECONDS),
    ConnectionAttempts: '1',
    ServerAliveInterval: String(ALIVE_SECONDS),
    ServerAliveCountMax: '3',
    // Says when the server has begun to listen, why it does not, and the fingerprint of its key.
    LogLevel: 'DEBUG1',
  };
  const { listen, port, localHost, localPort } = forward;
  const from = listen === 'itself' ? '127.0.0.1' : '*';
  const to = localHost.includes(':') ? `[${localHost}]` : localHost;
  return [
    '-N',
    '-T',
    ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
    '-R',
    `${from}:${port}:${to}:${localPort}`,
    ...whereTo(settings),
  ];
}

/** ssh reads the value as a list of files and fills in what follows a percent sign. */
function quoted(path: string): string {
  return `"${path.replaceAll('%', '%%').replaceAll('"', '\\"')}"`;
}
