/** Child processes of a benchmark: a free port for each, an end for all of them, and what they take, as the system tells. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createServer, type AddressInfo } from 'node:net';
import { parseMemory, parseStat } from '../main/annotate/host-usage.ts';

const started = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of started) signalGroup(child, 'SIGTERM');
});
// Broken off, it still ends what it has started.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

/** Started as the head of a group of its own: `end` reaches what it started, too. A benchmark that breaks off leaves nothing. */
export function start(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  started.add(child);
  return child;
}

export async function end(child: ChildProcess): Promise<void> {
  if (!hasEnded(child)) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
  signalGroup(child, 'SIGTERM');
  started.delete(child);
}

/** The first line that it prints. @throws when it ends before it has printed one */
export async function firstLineOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('started without a pipe');
  const settled = new AbortController();
  const { signal } = settled;
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error(`${child.spawnargs.join(' ')} ended before it was ready`);
  });
  const line = once(createInterface({ input: child.stdout }), 'line', { signal }) as Promise<[string]>;
  const [text] = await Promise.race([line, ended]).finally(() => settled.abort());
  return text;
}

export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined || process.platform === 'win32') return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Everybody in it has ended.
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export interface Taken {
  /** What the process holds for itself (`Pss_Anon`): without the pages of mapped files. */
  readonly privateBytes: number;
  /** Everything in memory that it sees, shared pages too. */
  readonly residentBytes: number;
  readonly cpuSeconds: number;
}

/** NaN for what a process that has ended took. Linux only, as the other systems do not tell private from shared memory. */
export async function takenBy(pid: number): Promise<Taken> {
  const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
  const [rollup, stat] = await Promise.all([read('smaps_rollup'), read('stat')]);
  const resident = /^Rss:\s+(\d+) kB$/m.exec(rollup)?.[1];
  return {
    privateBytes: parseMemory(rollup) ?? Number.NaN,
    residentBytes: resident === undefined ? Number.NaN : Number(resident) * 1024,
    cpuSeconds: parseStat(stat) ?? Number.NaN,
  };
}

/** The process and all below it. */
export async function familyOf(pid: number): Promise<readonly number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const family = [pid];
  for (const member of family) for (const [child, parent] of parents) if (parent === member) family.push(child);
  return family;
}

/** The hosts of a service: its Python children. With a spare one waiting, the one that serves is the largest. */
export async function hostsOf(servicePid: number): Promise<readonly number[]> {
  const children = (await familyOf(servicePid)).slice(1);
  const commands = await Promise.all(children.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return children.filter((_, index) => commands[index]?.includes('annotate_host'));
}

/** The most that any of these held for itself, looked at over and over until `stop`; and the most that all held together. */
export class MemoryWatch {
  readonly #pids: () => Promise<readonly number[]>;
  readonly #done: Promise<void>;
  #going = true;
  one = 0;
  together = 0;

  constructor(pids: () => Promise<readonly number[]>) {
    this.#pids = pids;
    this.#done = this.#watch();
  }

  async stop(): Promise<void> {
    this.#going = false;
    await this.#done;
  }

  async #watch(): Promise<void> {
    while (this.#going) {
      const taken = await Promise.all((await this.#pids()).map(async (pid) => (await takenBy(pid)).privateBytes));
      const known = taken.filter((bytes) => Number.isFinite(bytes));
      this.one = Math.max(this.one, ...known);
      this.together = Math.max(
        this.together,
        known.reduce((sum, bytes) => sum + bytes, 0),
      );
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
