import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { OpenTunnel } from './provider.ts';
import { SshProvider, type SshOptions } from './ssh-provider.ts';
import { freePort } from './testing/free-port.ts';
import { echo, failureOf, listen, silent, until } from './testing/servers.ts';
import { listens, makeKey, startSshd, type Sshd } from './testing/sshd.ts';

const log = pino({ level: 'silent' });
const never = new AbortController().signal;

let files = 0;

function knowing(sshd: Sshd, line = sshd.knownHostsLine): string {
  const file = join(sshd.folder, `known hosts of 100% ours ${(files += 1)}`);
  writeFileSync(file, `${line}\n`);
  return file;
}

function providerFor(sshd: Sshd, more: Partial<SshOptions> = {}): SshProvider {
  return new SshProvider({
    target: `${sshd.user}@127.0.0.1:${sshd.port}`,
    url: null,
    port: 0,
    keyFile: sshd.keyFile,
    hostKey: null,
    knownHosts: more.knownHosts ?? knowing(sshd),
    log,
    ...more,
  });
}

async function open(
  provider: SshProvider,
  { localPort = 9, name = null as string | null, signal = never } = {},
): Promise<OpenTunnel> {
  const tunnel = await provider.open({ localHost: '127.0.0.1', localPort, name, signal });
  onTestFinished(() => tunnel.close());
  return tunnel;
}

async function ask(url: string, body = ''): Promise<{ readonly host: string | undefined; readonly body: string }> {
  const request = http.request(url, { method: 'POST', agent: false });
  request.end(body);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  return { host: response.headers['x-host'] as string | undefined, body: await text(response) };
}

describe('through a real sshd', () => {
  test('it opens, people are served through it by the server’s address, and closing it ends both sides', async () => {
    const sshd = await startSshd(onTestFinished);
    const { port, connections } = await echo();
    const tunnel = await open(providerFor(sshd), { localPort: port });
    const { host, hostname } = new URL(tunnel.url);
    expect(hostname).toBe('127.0.0.1');
    expect(tunnel.name).toBe(new URL(tunnel.url).port);
    const body = 'x'.repeat(3_000_000);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => ask(tunnel.url, `${index}${body}`)));
    expect(answers.every((answer, index) => answer.host === host && answer.body === `${index}${body}`)).toBe(true);
    await tunnel.close();
    expect(await tunnel.closed).toEqual({ reason: 'it was closed here' });
    expect(await listens(Number(tunnel.name))).toBe(false);
    await until(() => connections.size === 0);
  });

  test('the same port is asked for again; when somebody else has it, that is an error and no surprise', async () => {
    const sshd = await startSshd(onTestFinished);
    const provider = providerFor(sshd);
    const first = await open(provider);
    await first.close();
    // The server gives it back a moment after the connection has ended.
    await until(async () => !(await listens(Number(first.name))));
    const again = await open(provider, { name: first.name });
    expect(again.url).toBe(first.url);
    const error = await failureOf(
      provider.open({ localHost: '127.0.0.1', localPort: 9, name: first.name, signal: never }),
    );
    expect(error.code).toBe('tunnel-name-refused');
  });

  test('behind the lab’s own web server: its address is the link’s, and the port is for that server only', async () => {
    const port = await freePort();
    // What docs/hosting.md says, and more than is needed to listen for others.
    const config = [
      'AllowTcpForwarding remote',
      `PermitListen 127.0.0.1:${port}`,
      'PermitTTY no',
      'X11Forwarding no',
      'AllowAgentForwarding no',
      'ForceCommand /usr/sbin/nologin',
      'ClientAliveInterval 15',
      'GatewayPorts clientspecified',
    ];
    const sshd = await startSshd(onTestFinished, { config });
    const tunnel = await open(providerFor(sshd, { url: 'https://lab.example.org', port }));
    expect(tunnel.url).toBe('https://lab.example.org');
    expect(await listens(port)).toBe(true);
    expect(await listens(port, '127.0.0.2')).toBe(false);
  });

  test('sshd is killed: the tunnel says that it is lost', async () => {
    const sshd = await startSshd(onTestFinished);
    const tunnel = await open(providerFor(sshd));
    await sshd.kill();
    expect((await tunnel.closed).reason).toMatch(/closed by remote host|reset|Broken pipe/i);
  });

  test('it is given up while it is asked: with the asker’s own reason, and nothing is left', async () => {
    const { port, connections, server } = await listen(silent());
    const sshd = await startSshd(onTestFinished);
    const abort = new AbortController();
    const opening = providerFor(sshd, { target: `${sshd.user}@127.0.0.1:${port}` }).open({
      localHost: '127.0.0.1',
      localPort: 9,
      name: null,
      signal: abort.signal,
    });
    await once(server, 'connection');
    abort.abort(new Error('stopped by its owner'));
    await expect(opening).rejects.toThrow('stopped by its owner');
    await until(() => connections.size === 0);
  });
});

describe('what goes wrong is told apart', () => {
  const cleanUps: (() => void | Promise<void>)[] = [];
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd((cleanUp) => cleanUps.unshift(cleanUp));
  });
  afterAll(async () => {
    for (const cleanUp of cleanUps) await cleanUp();
  });

  const failure = async (sshd: Sshd, more: Partial<SshOptions> = {}) =>
    failureOf(providerFor(sshd, more).open({ localHost: '127.0.0.1', localPort: 9, name: null, signal: never }));

  test('a server that is not known: its fingerprint is shown, and nobody is signed in to it', async () => {
    const error = await failure(sshd, { knownHosts: join(sshd.folder, 'none') });
    expect(error.code).toBe('tunnel-ssh-host-unknown');
    expect(error.message).toContain(sshd.fingerprint);
  });

  test('once the owner has confirmed its fingerprint it is known, now and the next time', async () => {
    const knownHosts = join(sshd.folder, 'ours', 'known_hosts');
    const first = await open(providerFor(sshd, { knownHosts, hostKey: sshd.fingerprint }));
    await first.close();
    expect(readFileSync(knownHosts, 'utf8')).toBe(`${sshd.knownHostsLine}\n`);
    await open(providerFor(sshd, { knownHosts }));
  });

  test('another fingerprint than the confirmed one lets nobody in', async () => {
    const hostKey = `SHA256:${'a'.repeat(43)}`;
    const error = await failure(sshd, { knownHosts: join(sshd.folder, 'none'), hostKey });
    expect(error.code).toBe('tunnel-ssh-host-unknown');
  });

  test('a server that shows another key than before', async () => {
    const [, other = ''] = readFileSync(`${sshd.keyFile}.pub`, 'utf8').split(' ');
    const known = sshd.knownHostsLine.replace(/\S+$/, other);
    const knownHosts = knowing(sshd, known);
    const error = await failure(sshd, { knownHosts, hostKey: null });
    expect(error.code).toBe('tunnel-ssh-host-changed');
    expect(error.message).toContain(sshd.fingerprint);
    expect(error.failure.hint).toContain(knownHosts);
  });

  test('a key that it does not know', async () => {
    const error = await failure(sshd, { keyFile: await makeKey(sshd.folder, 'other') });
    expect(error.code).toBe('tunnel-ssh-key-refused');
    expect(error.message).toBe(
      `127.0.0.1 did not accept the key of this computer for ${sshd.user}: it knows none of the keys tried.`,
    );
  });

  test('a key with a passphrase: nothing is asked for', async () => {
    const sshd = await startSshd(onTestFinished);
    const locked = await makeKey(sshd.folder, 'locked', 'a passphrase');
    writeFileSync(`${sshd.keyFile}.pub`, readFileSync(`${locked}.pub`));
    const error = await failure(sshd, { keyFile: locked });
    expect(error.code).toBe('tunnel-ssh-key-refused');
    expect(error.message).toContain('passphrase');
  });

  test('a key file that others may read', async () => {
    const sshd = await startSshd(onTestFinished);
    chmodSync(sshd.keyFile, 0o644);
    const error = await failure(sshd);
    expect(error.message).toContain('others may read the key file');
  });

  test('a port that is taken', async () => {
    const taken = silent().listen(0, '::');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    const error = await failure(sshd, { port });
    expect(error.code).toBe('tunnel-ssh-port-taken');
    expect(error.message).toBe(`Port ${port} on 127.0.0.1 is taken.`);
  });

  test.each([
    ['AllowTcpForwarding no', 0],
    ['AllowTcpForwarding local', 0],
    ['DisableForwarding yes', 0],
    ['PermitListen 127.0.0.1:1', null],
  ])('a server with %s', async (line, port) => {
    const sshd = await startSshd(onTestFinished, { config: [line] });
    const error = await failure(sshd, { port: port ?? (await freePort()) });
    expect(error.code).toBe('tunnel-ssh-forwarding-off');
  });

  test('a server that listens for itself only, where people should come to it directly', async () => {
    const knownHosts = knowing(sshd, sshd.knownHostsLine.replace('127.0.0.1', '127.0.0.2'));
    const error = await failure(sshd, { target: `${sshd.user}@127.0.0.2:${sshd.port}`, knownHosts });
    expect(error.code).toBe('tunnel-ssh-only-there');
  });

  test('a server that listens for everybody is reached at its own address', async () => {
    const sshd = await startSshd(onTestFinished, { config: ['GatewayPorts clientspecified'] });
    const knownHosts = knowing(sshd, sshd.knownHostsLine.replace('127.0.0.1', '127.0.0.2'));
    const tunnel = await open(providerFor(sshd, { target: `${sshd.user}@127.0.0.2:${sshd.port}`, knownHosts }));
    expect(new URL(tunnel.url).hostname).toBe('127.0.0.2');
  });

  test('nobody listens, a name that does not exist, and no answer', async () => {
    const nobody = await failure(sshd, { target: `${sshd.user}@127.0.0.1:${await freePort()}` });
    expect(nobody).toMatchObject({ code: 'tunnel-ssh-unreachable' });
    expect(nobody.message).toBe('The server 127.0.0.1 did not answer ssh: nothing listens there.');
    expect(await failure(sshd, { target: 'nobody@no-such-host.invalid' })).toMatchObject({
      code: 'tunnel-ssh-name-unknown',
    });
    const { port, connections } = await listen(silent());
    const hanging = await failure(sshd, { target: `${sshd.user}@127.0.0.1:${port}`, openDeadlineMs: 1000 });
    expect(hanging.message).toBe('The server 127.0.0.1 did not answer ssh: no answer.');
    await until(() => connections.size === 0);
  });

  test('what was never set up is said before anything is started', async () => {
    expect(await providerFor(sshd, { target: null }).available()).toMatchObject({
      ok: false,
      failure: { code: 'tunnel-not-set-up' },
    });
    expect(await failure(sshd, { url: 'https://lab.example.org', port: 0 })).toMatchObject({
      code: 'tunnel-not-set-up',
    });
    expect(await providerFor(sshd).available()).toMatchObject({
      ok: true,
      version: expect.stringMatching(/^OpenSSH_/) as string,
    });
  });
});

test('ssh ends when the program that opened it is killed', async () => {
  const sshd = await startSshd(onTestFinished);
  const knownHosts = knowing(sshd);
  const options = {
    target: `${sshd.user}@127.0.0.1:${sshd.port}`,
    url: null,
    port: 0,
    keyFile: sshd.keyFile,
    hostKey: null,
    knownHosts,
  };
  const source = `
    import { pino } from 'pino';
    import { SshProvider } from ${JSON.stringify(new URL('./ssh-provider.ts', import.meta.url).href)};
    const provider = new SshProvider({ ...${JSON.stringify(options)}, log: pino({ level: 'silent' }) });
    const signal = new AbortController().signal;
    const tunnel = await provider.open({ localHost: '127.0.0.1', localPort: 9, name: null, signal });
    console.log(tunnel.name);
    setInterval(() => undefined, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', source], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void owner.kill('SIGKILL'));
  const [line] = (await once(createInterface({ input: owner.stdout }), 'line')) as [string];
  expect(await listens(Number(line))).toBe(true);
  owner.kill('SIGKILL');
  await until(async () => !(await listens(Number(line))));
});
