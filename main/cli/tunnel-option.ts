/** The options of `share` that choose a way out to the internet, and what they ask the service for. */
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { ShareError } from '../../contract/errors.ts';
import { tunnelProviders, tunnelRequestSchema, type TunnelRequest } from '../../contract/tunnel.ts';

export interface TunnelOptions {
  readonly tunnel: TunnelRequest['provider'];
  readonly tunnelRelay?: string;
  readonly tunnelUrl?: string;
  readonly tunnelProgram?: string;
  readonly tunnelCommand?: string;
  readonly sshTarget?: string;
  readonly sshPort?: number;
  readonly sshKey?: string;
  readonly sshHostKey?: string;
}

export function withTunnelOptions(command: Command, portNumber: (text: string) => number): Command {
  return command
    .addOption(
      new Option('--tunnel <provider>', 'way out to the internet')
        .choices(['none', ...tunnelProviders])
        .default('none'),
    )
    .option('--tunnel-relay <url>', 'localtunnel: relay of your own')
    .option('--ssh-target <user@host[:port]>', 'ssh: server of your own that lets people in (default: the last one)')
    .addOption(
      new Option('--ssh-port <number>', 'ssh: port that the server listens on; 0 for any free one').argParser(
        portNumber,
      ),
    )
    .option('--ssh-key <file>', 'ssh: private key, where ssh does not find it by itself')
    .option(
      '--ssh-host-key <fingerprint>',
      'ssh: fingerprint of a server that is not known yet, as you have checked it',
    )
    .option('--tunnel-url <url>', 'ssh: address of its web server that passes people on; ngrok: address of your own')
    .option('--tunnel-program <file>', 'cloudflared, ngrok: where the program is')
    .option('--tunnel-command <command>', 'command: program that prints an address; {port} stands for the port');
}

/** What each option belongs to: one without effect would leave its owner in error. */
const belongsTo: Record<Exclude<keyof TunnelOptions, 'tunnel'>, readonly TunnelRequest['provider'][]> = {
  tunnelRelay: ['localtunnel'],
  tunnelUrl: ['ssh', 'ngrok'],
  tunnelProgram: ['cloudflared', 'ngrok'],
  tunnelCommand: ['command'],
  sshTarget: ['ssh'],
  sshPort: ['ssh'],
  sshKey: ['ssh'],
  sshHostKey: ['ssh'],
};

/** @throws ShareError `usage` for options of another way, or that are not what they should be */
export function tunnelWish(options: TunnelOptions): TunnelRequest {
  for (const [name, providers] of Object.entries(belongsTo) as [keyof typeof belongsTo, readonly string[]][]) {
    if (options[name] !== undefined && !providers.includes(options.tunnel))
      throw new ShareError('usage', { reason: `${spelled(name)} goes with --tunnel ${providers.join(' or ')}.` });
  }
  const { success, data, error } = tunnelRequestSchema.safeParse(defined(settingsOf(options)));
  if (success) return data;
  const [issue] = error.issues;
  const name = Object.entries(fields).find(([, field]) => field === issue?.path[0] && options.tunnel !== 'none')?.[0];
  throw new ShareError('usage', { reason: `${spelled(name ?? 'tunnel')}: ${issue?.message ?? 'not understood'}.` });
}

/** Under which name each option stands in the wish. */
const fields: Record<Exclude<keyof TunnelOptions, 'tunnel'>, string> = {
  tunnelRelay: 'relay',
  tunnelUrl: 'url',
  tunnelProgram: 'program',
  tunnelCommand: 'command',
  sshTarget: 'target',
  sshPort: 'port',
  sshKey: 'keyFile',
  sshHostKey: 'hostKey',
};

function settingsOf({ tunnel, tunnelProgram, sshKey, ...rest }: TunnelOptions): Record<string, unknown> {
  const whole = (path: string | undefined) => (path === undefined ? undefined : resolve(path));
  const options = { ...rest, tunnelProgram: whole(tunnelProgram), sshKey: whole(sshKey) };
  const settings = Object.entries(fields).map(
    ([name, field]) => [field, options[name as keyof typeof fields]] as const,
  );
  return { provider: tunnel, ...Object.fromEntries(settings) };
}

function defined(settings: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

function spelled(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
