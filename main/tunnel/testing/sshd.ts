/** A real sshd as a child process on loopback, with keys and a configuration of its own, for the tests of the way out by ssh. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { fingerprintOf } from '../known-hosts.ts';
import { freePort } from './free-port.ts';

/** Where Debian and others keep it; an ordinary user's PATH does not lead there. */
const SSHD = '/usr/sbin/sshd';

/** Ends it when the tests were killed: their end of its stdin is closed then, whatever became of them. */
const guard = '"$@" </dev/null & child=$!; exec 2>/dev/null; read -r gone; kill -KILL $child';

export interface Sshd {
  readonly port: number;
  readonly user: string;
  /** A private key that it accepts. */
  readonly keyFile: string;
  readonly fingerprint: string;
  /** `[127.0.0.1]:port ssh-ed25519 …`, as it would stand in a file of known hosts. */
  readonly knownHostsLine: string;
  /** A folder that goes with it. */
  readonly folder: string;
  /** Ends it and every connection to it at once, as a crash of the machine would. */
  kill(): Promise<void>;
}

export interface SshdWish {
  readonly port?: number;
  /** More lines of its configuration. */
  readonly config?: readonly string[];
}

/** @param atEnd takes what has to be done when the test is over */
export async function startSshd(
  atEnd: (cleanUp: () => void | Promise<void>) => void,
  { port: wanted, config = [] }: SshdWish = {},
): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'sshd-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  // Only its own package makes it, and a container has nobody who would at each start.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const port = wanted ?? (await freePort());
  const hostKey = await makeKey(folder, 'host');
  const keyFile = await makeKey(folder, 'client');
  const file = join(folder, 'config');
  const lines = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    'ListenAddress 127.0.0.2',
    `HostKey ${hostKey}`,
    `AuthorizedKeysFile ${keyFile}.pub`,
    'PidFile none',
    'StrictModes no',
    'UsePAM no',
    'PermitRootLogin yes',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'LogLevel VERBOSE',
    ...config,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const child = spawn('/bin/sh', ['-c', guard, 'sh', SSHD, '-D', '-e', '-f', file], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
  atEnd(() => end(child));
  await untilListening(child);
  const [kind = '', key = ''] = readFileSync(`${hostKey}.pub`, 'utf8').split(' ');
  return {
    port,
    user: userInfo().username,
    keyFile,
    fingerprint: fingerprintOf(key.trim()),
    knownHostsLine: `[127.0.0.1]:${port} ${kind} ${key.trim()}`,
    folder,
    kill: () => end(child),
  };
}

/** @returns the private key's file; the public one has `.pub` behind */
export async function makeKey(folder: string, name: string, passphrase = ''): Promise<string> {
  const file = join(folder, name);
  await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', name, '-f', file]);
  return file;
}

async function untilListening(child: ChildProcess): Promise<void> {
  const said: string[] = [];
  if (child.stderr === null) throw new Error('its words are not heard');
  for await (const line of createInterface({ input: child.stderr })) {
    said.push(line);
    if (line.includes('listening on 127.0.0.2')) {
      child.stderr.resume();
      return;
    }
  }
  throw new Error(`sshd did not start:\n${said.join('\n')}`);
}

/** Its children, one for each connection, are in groups of their own: they are found by their parent. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  const { stdout } = await execa('ps', ['-e', '-o', 'pid=,ppid='], { reject: false });
  const parents = new Map(stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number) as [number, number]));
  const below = (pid: number): number[] =>
    [...parents].filter(([, parent]) => parent === pid).flatMap(([one]) => [one, ...below(one)]);
  for (const pid of [child.pid, ...below(child.pid)]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
  await exited;
}

/** Whether anybody listens there. */
export async function listens(port: number, host = '127.0.0.1'): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
