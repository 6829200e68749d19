import { expect, test } from 'vitest';
import type { TunnelRequest } from '../../contract/tunnel.ts';
import { tunnelWish, type TunnelOptions } from './tunnel-option.ts';

const fingerprint = `SHA256:${'a'.repeat(43)}`;

test.each<[TunnelOptions, TunnelRequest]>([
  [{ tunnel: 'none' }, { provider: 'none' }],
  [{ tunnel: 'localtunnel' }, { provider: 'localtunnel' }],
  [
    { tunnel: 'localtunnel', tunnelRelay: 'http://relay.example:1234' },
    { provider: 'localtunnel', relay: 'http://relay.example:1234' },
  ],
  [{ tunnel: 'ssh' }, { provider: 'ssh' }],
  [
    {
      tunnel: 'ssh',
      sshTarget: 'anna@lab.example.org:2222',
      sshPort: 8080,
      sshKey: '/home/anna/key',
      sshHostKey: fingerprint,
      tunnelUrl: 'https://cells.lab.example.org',
    },
    {
      provider: 'ssh',
      target: 'anna@lab.example.org:2222',
      port: 8080,
      keyFile: '/home/anna/key',
      hostKey: fingerprint,
      url: 'https://cells.lab.example.org',
    },
  ],
  [
    { tunnel: 'ngrok', tunnelProgram: '/opt/ngrok', tunnelUrl: 'https://cells.ngrok.app' },
    { provider: 'ngrok', program: '/opt/ngrok', url: 'https://cells.ngrok.app' },
  ],
  [
    { tunnel: 'command', tunnelCommand: 'bore local {port}' },
    { provider: 'command', command: 'bore local {port}' },
  ],
])('%j asks for %j', (options, wish) => {
  expect(tunnelWish(options)).toEqual(wish);
});

test.each<[TunnelOptions, string]>([
  [{ tunnel: 'none', sshTarget: 'anna@lab' }, '--ssh-target goes with --tunnel ssh.'],
  [{ tunnel: 'cloudflared', tunnelUrl: 'https://x.example' }, '--tunnel-url goes with --tunnel ssh or ngrok.'],
  [{ tunnel: 'ssh', sshTarget: '-oProxyCommand=id' }, '--ssh-target: must be user@host or user@host:port.'],
  [{ tunnel: 'ssh', sshHostKey: 'yes' }, '--ssh-host-key: '],
  [{ tunnel: 'ssh', tunnelUrl: 'https://lab.example/cells' }, '--tunnel-url: must be an address without a path'],
  [{ tunnel: 'localtunnel', tunnelRelay: 'relay' }, '--tunnel-relay: '],
])('%j is refused: %s', (options, reason) => {
  expect(() => tunnelWish(options)).toThrow(reason);
});
