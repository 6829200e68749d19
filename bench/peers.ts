/** Starts what is compared: ours through the command line, and `cellxgene launch` as its documentation says. */
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { request } from 'undici';
import { readyLineSchema, type ReadyLine } from '../contract/command-line.ts';
import { ManagedEnvironment } from '../main/annotate/environment.ts';
import { ExampleDataset } from '../main/datasets/example.ts';
import { findResources } from '../main/resources.ts';
import { resolveHome } from '../main/store/home.ts';
import { end, firstLineOf, freePort, hasEnded, start } from './processes.ts';

const LOADABLE_WITHIN_MS = 60_000;

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

export interface Peer {
  readonly name: string;
  /** Where the page is, with a slash at the end. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What its sign-in page asks for, where it has one. */
  readonly signIn: Credentials | null;
  readonly pid: number;
  /** What works for it without being a child of its. */
  readonly behind?: Peer;
  stop(): Promise<void>;
}

export interface Ground {
  readonly python: string;
  readonly dataset: string;
  readonly environments: string;
}

export type Ours = Peer & { readonly ready: ReadyLine };

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

/** In a home of its own: without a matrix store, and without anything else of an earlier run. */
export async function startOurs({ dataset, environments }: Ground, options: readonly string[] = []): Promise<Ours> {
  const home = await mkdtemp(join(tmpdir(), 'annotate-share-bench-'));
  const program = join(import.meta.dirname, '..', 'main', 'cli', 'main.ts');
  const child = start(process.execPath, [program, 'share', dataset, '--json', '--home', home, ...options], {
    env: { ...process.env, ANNOTATE_SHARE_ENVIRONMENTS: environments },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const line = await firstLineOf(child);
  const { data: ready } = readyLineSchema.safeParse(JSON.parse(line));
  if (ready === undefined) throw new Error(line);
  return {
    name: 'ours',
    ready,
    pid: ready.pid,
    url: ready.session.url,
    headers: basic(ready.signIn),
    signIn: ready.signIn,
    stop: async () => {
      await end(child);
      await rm(home, { recursive: true, force: true });
    },
  };
}

export function basic({ user, password }: Credentials): Readonly<Record<string, string>> {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

/** `cellxgene launch` with a folder for annotations, as ours has one. */
export async function startLaunch({ python, dataset }: Ground): Promise<Peer> {
  const folder = await mkdtemp(join(tmpdir(), 'annotate-share-bench-'));
  const port = await freePort();
  const cellxgene = join(dirname(python), process.platform === 'win32' ? 'cellxgene.exe' : 'cellxgene');
  const child = start(
    python,
    [cellxgene, '--no-upgrade-check', 'launch', dataset, '--port', String(port), '--user-generated-data-dir', folder],
    { stdio: 'ignore' },
  );
  const url = `http://127.0.0.1:${port}/`;
  await untilLoadable(url, {}, child);
  return {
    name: 'cellxgene launch',
    url,
    pid: child.pid ?? 0,
    headers: {},
    signIn: null,
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
  // The gateway answers everything with a page of its own until it has loaded the dataset.
  await untilAnswered(`${url}api/v0.2/schema`, child, headers, 'application/json');
}

/** Until there is an answer of this type with status 200. */
export async function untilAnswered(
  url: string,
  child?: ChildProcess,
  headers: Readonly<Record<string, string>> = {},
  type = '',
): Promise<void> {
  for (const giveUp = performance.now() + LOADABLE_WITHIN_MS; performance.now() < giveUp;) {
    if (child !== undefined && hasEnded(child)) throw new Error(`${url} ended before it was ready`);
    const answer = await request(url, { headers, reset: true }).catch(() => null);
    await answer?.body.dump();
    if (answer?.statusCode === 200 && String(answer.headers['content-type']).startsWith(type)) return;
    await pause(10);
  }
  throw new Error(`${url} was not ready after ${LOADABLE_WITHIN_MS / 1000} s`);
}
