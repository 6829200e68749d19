/** The real environment and the real host together: what the fakes of the other tests stand in for. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ManagedEnvironment, type ReadyEnvironment } from './environment.ts';
import { startHost } from './start-host.ts';
import { isAlive } from './testing/processes.ts';

const resources = fileURLToPath(new URL('../../resources/annotate-host', import.meta.url));
const makeDataset = fileURLToPath(new URL('testing/make_dataset.py', import.meta.url));
const kept = join(homedir(), '.cache', 'annotate-share-tests', 'environments');
const log = pino({ level: 'silent' });

let environment: ManagedEnvironment;
let ready: ReadyEnvironment;
let home: string;
let dataset: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'annotate-share-real-'));
  const root = process.env['ANNOTATE_SHARE_ENVIRONMENTS'] ?? kept;
  environment = new ManagedEnvironment({ root, resources, cache: join(home, 'cache'), log });
  ready = await environment.ensure(() => undefined);
  dataset = join(home, 'Größe & Zahl 1.h5ad');
  await promisify(execFile)(ready.python, ['-I', makeDataset, dataset]);
}, 900_000);

afterAll(async () => {
  await rm(home, { recursive: true });
});

function options(path: string) {
  const program = join(resources, 'annotate_host');
  return {
    python: ready.python,
    program,
    dataset: path,
    title: 'Größe',
    annotationsRoot: join(home, 'annotations'),
    log,
  };
}

test('doctor names the versions of what is there', async () => {
  const { state, python, versions } = await environment.inspect();
  expect({ state, python }).toEqual({ state: 'ready', python: ready.python });
  expect(versions).toMatchObject({ cellxgene: '1.3.0', waitress: '3.0.2' });
  expect(versions['python']).toMatch(/^3\.1[12]\.\d+$/);
});

test('Annotate serves a dataset, and only to the bearer of the secret', { timeout: 180_000 }, async () => {
  await mkdir(join(home, 'annotations'), { recursive: true });
  const host = await startHost(options(dataset));
  try {
    expect(host).toMatchObject({ cells: 120, genes: 40 });
    const headers = {
      'X-Annotate-Share-Secret': host.secret,
      'X-Annotate-Share-Collaborator': 'guest',
      'X-Annotate-Share-Hides': '{"columns":[],"expression":false}',
      Accept: '*/*',
    };
    const layout = await fetch(`${host.origin}/api/v0.2/layout/obs?layout-name=umap`, { headers });
    expect(layout.status).toBe(200);
    // 120 cells × 2 coordinates × 4 bytes, and what describes them.
    expect((await layout.arrayBuffer()).byteLength).toBeGreaterThan(960);
    expect((await fetch(`${host.origin}/api/v0.2/schema`)).status).toBe(403);
    expect((await host.usage())?.memoryBytes).toBeGreaterThan(50_000_000);
  } finally {
    await host.stop();
  }
  expect(await host.ended).toMatchObject({ code: 0, signal: null });
  expect(isAlive(host.pid)).toBe(false);
});

test('a file that is none is refused in words for people', { timeout: 180_000 }, async () => {
  const wrong = join(home, 'notes.h5ad');
  await writeFile(wrong, 'these are my notes');
  await expect(startHost(options(wrong))).rejects.toMatchObject({ code: 'dataset-wrong-kind' });
});
