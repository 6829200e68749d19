/** Starts what is compared: ours through the command line, and the peers, each as people would start them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { readyLineSchema, type ReadyLine } from '../contract/command-line.ts';
import { ManagedEnvironment } from '../main/annotate/environment.ts';
import { ExampleDataset } from '../main/datasets/example.ts';
import { findResources } from '../main/resources.ts';
import { resolveHome } from '../main/store/home.ts';

export interface Peer {
  /** Where the page is, with a slash at the end. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface Ground {
  readonly python: string;
  readonly dataset: string;
  readonly environments: string;
}

/** The managed environment and the dataset to measure with. */
export async function prepareGround(dataset: string | undefined): Promise<Ground> {
  const home = resolveHome(undefined, process.env);
  const log = pino({ level: 'silent' });
  const resources = findResources().annotateHost;
  const environment = new ManagedEnvironment({ root: home.environments, resources, cache: home.cache, log });
  const { python } = await environment.ensure(({ detail }) => console.error(detail));
  const example = () => new ExampleDataset({ cache: home.cache, resources, log }).fetch(python, () => undefined);
  return { python, dataset: dataset ?? (await example()), environments: home.environments };
}

export async function startOurs({ dataset, environments }: Ground): Promise<Peer & { readonly ready: ReadyLine }> {
  const home = await mkdtemp(join(tmpdir(), 'annotate-share-bench-'));
  const program = join(import.meta.dirname, '..', 'main', 'cli', 'main.ts');
  const child = spawn(process.execPath, [program, 'share', dataset, '--json', '--home', home], {
    env: { ...process.env, ANNOTATE_SHARE_ENVIRONMENTS: environments },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  endsWithUs(child);
  const ready = await new Promise<ReadyLine>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => {
      const parsed = readyLineSchema.safeParse(JSON.parse(line));
      if (parsed.success) resolve(parsed.data);
      else reject(new Error(line));
    });
    child.once('exit', () => reject(new Error('ours ended before it was ready')));
  });
  const { user, password } = ready.signIn;
  return {
    ready,
    pid: ready.pid,
    url: ready.session.url,
    headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
    stop: async () => {
      await end(child);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** `cellxgene launch` as its documentation says, with a folder for annotations as ours has one. */
export async function startLaunch({ python, dataset }: Ground): Promise<Peer> {
  const folder = await mkdtemp(join(tmpdir(), 'annotate-share-bench-'));
  const port = await freePort();
  const cellxgene = join(dirname(python), process.platform === 'win32' ? 'cellxgene.exe' : 'cellxgene');
  const child = spawn(
    python,
    [cellxgene, '--no-upgrade-check', 'launch', dataset, '--port', String(port), '--user-generated-data-dir', folder],
    { stdio: 'ignore' },
  );
  endsWithUs(child);
  const url = `http://127.0.0.1:${port}/`;
  await untilLoadable(url, {}, child);
  return {
    url,
    pid: child.pid ?? 0,
    headers: {},
    stop: async () => {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The page and its schema: from then on a browser shows the dataset. */
export async function untilLoadable(
  url: string,
  headers: Readonly<Record<string, string>>,
  child?: ChildProcess,
): Promise<void> {
  for (;;) {
    if (child !== undefined && child.exitCode !== null) throw new Error('the peer ended before it was ready');
    const answer = await fetch(`${url}api/v0.2/schema`, { headers }).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    await pause(10);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A benchmark that breaks off must not leave what it started. */
function endsWithUs(child: ChildProcess): void {
  process.once('exit', () => child.kill('SIGTERM'));
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
