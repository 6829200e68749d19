import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { tunnelRequestSchema, type OpenableRequest } from '../../contract/tunnel.ts';
import { Database } from '../store/database.ts';
import { WaysOut } from '../store/ways-out.ts';
import { completed, memorable } from './completed.ts';
import { readSshTarget, sshArguments } from './ssh-arguments.ts';
import { Ways } from './ways.ts';

const log = pino({ level: 'silent' });

describe('what was set the last time', () => {
  const lab = { provider: 'ssh', target: 'anna@lab', port: 8080, url: 'https://cells.example' } as const;

  test.each<[string, OpenableRequest, OpenableRequest | null, OpenableRequest]>([
    ['nothing is known', { provider: 'ssh' }, null, { provider: 'ssh' }],
    ['nothing is said', { provider: 'ssh' }, lab, lab],
    ['one thing is said', { provider: 'ssh', port: 9090 }, lab, { ...lab, port: 9090 }],
    ['one thing is taken back', { provider: 'ssh', url: null, port: 0 }, lab, { ...lab, url: null, port: 0 }],
    ['the same server', { provider: 'ssh', target: 'anna@lab' }, lab, lab],
    [
      'another server has its own',
      { provider: 'ssh', target: 'anna@new' },
      lab,
      { provider: 'ssh', target: 'anna@new' },
    ],
    [
      'localtunnel without a relay is the public one',
      { provider: 'localtunnel' },
      { provider: 'localtunnel', relay: 'http://relay.example' },
      { provider: 'localtunnel' },
    ],
  ])('%s', (_, asked, last, complete) => {
    expect(completed(asked, last)).toEqual(complete);
  });

  test('a fingerprint and a command are not kept', () => {
    const hostKey = `SHA256:${'a'.repeat(43)}`;
    expect(memorable({ ...lab, hostKey })).toEqual(lab);
    expect(memorable({ provider: 'command', command: 'frpc --token secret' })).toBeNull();
  });

  test('it is in the home, and what an older version wrote otherwise counts as nothing', () => {
    const database = new Database(':memory:');
    const settings = new WaysOut(database);
    new Ways({ settings, knownHosts: '/nowhere', log }).provider({ ...lab });
    expect(new WaysOut(database).last('ssh')).toEqual(lab);
    expect(settings.last('ngrok')).toBeNull();
    database.prepare('INSERT OR REPLACE INTO ways_out VALUES (?, ?)').run('ssh', '{"provider":"ssh","target":"-oX=y"}');
    expect(settings.last('ssh')).toBeNull();
    database.close();
  });
});

test('each way says what it needs and who could read along', async () => {
  const ways = new Ways({ settings: { last: () => null, remember: () => undefined }, knownHosts: '/nowhere', log });
  const list = await ways.list();
  const by = Object.fromEntries(list.map((way) => [way.provider, way]));
  expect(list.map(({ provider }) => provider)).toEqual(['localtunnel', 'ssh', 'cloudflared', 'ngrok', 'command']);
  expect(by['localtunnel']).toMatchObject({ available: true, lacks: null, readsAlong: true });
  expect(by['ssh']).toMatchObject({ available: false, lacks: { code: 'tunnel-not-set-up' }, readsAlong: false });
  expect(by['command']).toMatchObject({ available: false, lacks: { code: 'tunnel-not-set-up' }, readsAlong: true });
});

describe('nothing that is said can become an option of a program', () => {
  test.each([
    { provider: 'ssh', target: '-oProxyCommand=id' },
    { provider: 'ssh', target: 'anna@-oProxyCommand=id' },
    { provider: 'ssh', target: '-l@lab' },
    { provider: 'ssh', target: 'anna@lab;id' },
    { provider: 'ssh', target: 'anna@$(id)' },
    { provider: 'ssh', target: 'anna@`id`' },
    { provider: 'ssh', target: 'anna@lab example' },
    { provider: 'ssh', target: 'anna@lab\n' },
    { provider: 'ssh', target: 'ssh://lab' },
    { provider: 'ssh', target: '' },
    { provider: 'ssh', target: 'lab', port: 65_536 },
    { provider: 'ssh', target: 'lab', keyFile: '-oProxyCommand=id' },
    { provider: 'ssh', target: 'lab', keyFile: 'key' },
    { provider: 'ssh', target: 'lab', hostKey: 'SHA256:short' },
    { provider: 'ssh', target: 'lab', url: 'javascript:alert(1)' },
    { provider: 'ssh', target: 'lab', url: 'https://user:pass@lab.example' },
    { provider: 'ssh', target: 'lab', url: 'https://lab.example/cells' },
    { provider: 'ssh', target: 'lab', more: 'x' },
    { provider: 'cloudflared', program: '--version' },
    { provider: 'cloudflared', program: 'cloudflared' },
    { provider: 'ngrok', url: '--config=/etc/passwd' },
    { provider: 'command', command: [] },
    { provider: 'command', command: 'a\u0000b' },
  ])('%j is refused', (request) => {
    expect(tunnelRequestSchema.safeParse(request).success).toBe(false);
  });

  test.each([
    ['lab', { user: null, host: 'lab', port: null }],
    ['anna@lab.example.org', { user: 'anna', host: 'lab.example.org', port: null }],
    ['anna@10.0.0.7:2222', { user: 'anna', host: '10.0.0.7', port: 2222 }],
    ['anna.w-k+2@[fe80::1]:22', { user: 'anna.w-k+2', host: 'fe80::1', port: 22 }],
  ])('%s is a server', (target, read) => {
    expect(readSshTarget(target)).toEqual(read);
  });

  test('the server’s name stands behind the end of the options, and its key is always checked', () => {
    const words = sshArguments(
      { target: readSshTarget('anna@lab:2222'), keyFile: '/k', knownHosts: '/our hosts/100%' },
      { listen: 'itself', port: 8080, localHost: '::1', localPort: 40123 },
    );
    expect(words.slice(-2)).toEqual(['--', 'lab']);
    expect(words).toEqual(expect.arrayContaining(['-R', '127.0.0.1:8080:[::1]:40123', '-l', 'anna', '-p', '2222']));
    expect(words).toContain('StrictHostKeyChecking=yes');
    expect(words).toContain('UserKnownHostsFile="/our hosts/100%%" ~/.ssh/known_hosts ~/.ssh/known_hosts2');
  });
});
