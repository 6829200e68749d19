import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ShareError, type ErrorCode } from '../../contract/errors.ts';
import { ManagedEnvironment, type EnvironmentOptions, type EnvironmentProgress } from './environment.ts';
import { startPackageIndex, type PackageIndex } from './testing/package-index.ts';
import { anyPython, processesNaming, untilNoneNames } from './testing/processes.ts';

const fakeSelfTest = fileURLToPath(new URL('testing/fake_self_test.py', import.meta.url));
const fakeUvSource = fileURLToPath(new URL('testing/fake_uv.py', import.meta.url));
const ensureEnvironment = fileURLToPath(new URL('testing/ensure-environment.ts', import.meta.url));
/** Several environments are made in one test, each with a pip of its own. */
const SLOW = 180_000;

let index: PackageIndex;
let python: string;
let home: string;
let resources: string;

beforeAll(async () => {
  index = await startPackageIndex();
  python = await anyPython();
});
afterAll(() => index.close());

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'annotate-share-environment-'));
  resources = join(home, 'resources', 'annotate-host');
  await mkdir(join(resources, 'annotate_host'), { recursive: true });
  await copyFile(fakeSelfTest, join(resources, 'annotate_host', '__main__.py'));
  await writeFile(join(resources, 'requirements.lock'), index.lock);
  Object.assign(index, { broken: null, stalled: null });
  index.fetched.splice(0);
});
afterEach(async () => {
  await untilNoneNames(home);
  await rm(home, { recursive: true });
});

/** The Python that tests have with its pip, and nothing else of this machine. */
function variables(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const PATH = join(home, 'empty');
  return { PATH, ANNOTATE_SHARE_PYTHON: python, PIP_INDEX_URL: index.url, PIP_RETRIES: '0', ...more };
}

/** Takes what we say to uv, and does it with venv and pip. */
async function fakeUv(): Promise<string> {
  const program = join(home, 'uv');
  await writeFile(program, (await readFile(fakeUvSource, 'utf8')).replace('#!python', `#!${python}`), { mode: 0o700 });
  return program;
}

function environment(more: Partial<EnvironmentOptions> = {}): ManagedEnvironment {
  return new ManagedEnvironment({
    root: join(home, 'environments'),
    cache: join(home, 'cache'),
    resources,
    log: pino({ level: 'silent' }),
    variables: variables(),
    ...more,
  });
}

async function failureOf(promise: Promise<unknown>): Promise<ShareError> {
  const error: unknown = await promise.then(
    () => new Error('it went well'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof ShareError) return error;
  throw error;
}

const quiet = () => undefined;
const never = () => {
  throw new Error('nothing was to be done');
};

describe('an environment that can be made', () => {
  test('is made once with progress, proves itself, and is there at once the next time', { timeout: SLOW }, async () => {
    const heard: EnvironmentProgress[] = [];
    const one = environment();
    const [made, alsoMade] = await Promise.all([one.ensure((progress) => heard.push(progress)), one.ensure(quiet)]);
    expect(alsoMade).toEqual(made);
    const bar = heard.map(({ done }) => done);
    expect(bar).toEqual([...bar].sort((a, b) => Number(a) - Number(b)));
    const details = new Set(heard.map(({ detail }) => detail.split(',')[0]));
    expect([...details]).toEqual([
      'Making a place for Annotate',
      'Downloading Python packages',
      'Installing 8 Python packages',
      'Checking that Annotate answers',
    ]);
    expect(index.fetched).toHaveLength(8);
    expect(await readdir(join(home, 'cache', 'environment-downloads'))).toEqual([]);

    // With no Python to be found and no index to be reached, an install step could only fail.
    const bare = environment({ variables: { PATH: join(home, 'empty') } });
    expect(await bare.ensure(never)).toEqual(made);
    expect(await bare.inspect()).toMatchObject({
      state: 'ready',
      python: made.python,
      installer: expect.stringMatching(/^pip of Python 3\.1[12]\./) as string,
      versions: { python: expect.stringMatching(/^3\.1[12]\./) as string },
    });

    const lock = join(resources, 'requirements.lock');
    await writeFile(lock, `${index.lock}# another lock file is another environment\n`);
    expect((await bare.inspect()).state).toBe('missing');
    await writeFile(lock, index.lock);
    await one.remove();
    await expect(readdir(made.root)).rejects.toThrow('ENOENT');
    expect((await bare.inspect()).state).toBe('missing');
  });

  test('two services on a fresh home make it once', { timeout: SLOW }, async () => {
    const lines = await Promise.all([untilEnded(startService()), untilEnded(startService())]);
    const ready = lines.map((heard) => heard.at(-1));
    expect(ready[0]).toHaveProperty('ready.python');
    expect(ready[1]).toEqual(ready[0]);
    expect(index.fetched).toHaveLength(8);
    expect(JSON.stringify(lines)).toContain('Waiting for another Annotate Share');
  });

  test('uv makes it where there is one', { timeout: SLOW }, async () => {
    const withUv = environment({ variables: variables({ ANNOTATE_SHARE_UV: await fakeUv() }) });
    const { python: made } = await withUv.ensure(quiet);
    expect(await withUv.inspect()).toMatchObject({
      state: 'ready',
      python: made,
      installer: `uv (${join(home, 'uv')})`,
    });
  });
});

describe('a half-made environment is never used, and mended', () => {
  test('a service that is killed in the middle costs time only', { timeout: SLOW }, async () => {
    const asked = Promise.withResolvers<undefined>();
    index.stalled = { name: 'maple', onAsked: () => asked.resolve(undefined) };
    const service = startService();
    await asked.promise;
    service.kill('SIGKILL');
    await once(service, 'close');
    await untilNoneNames(home);
    expect(await environment().inspect()).toMatchObject({ state: 'incomplete', versions: {} });

    index.stalled = null;
    const before = index.fetched.splice(0);
    await environment().ensure(quiet);
    expect(before).toEqual(['alder', 'birch', 'cedar', 'elm', 'fir', 'hazel', 'larch']);
    expect(index.fetched).toEqual(['larch', 'maple']);
  });

  test('what somebody has cleared up is noticed and made anew', { timeout: SLOW }, async () => {
    const { python: made, root } = await environment().ensure(quiet);
    const build = join(made, '..', '..');
    const [library = ''] = await readdir(join(build, 'lib'));
    await rm(join(build, 'lib', library, 'site-packages', 'elm-1.0.dist-info'), { recursive: true });
    expect((await environment().inspect()).state).toBe('incomplete');
    await rm(made);
    expect((await environment().inspect()).state).toBe('incomplete');

    const again = await environment().ensure(quiet);
    expect(again.root).toBe(root);
    expect(again.python).not.toBe(made);
    expect((await environment().inspect()).state).toBe('ready');

    await rm(join(root, 'complete.json'));
    expect((await environment().inspect()).state).toBe('incomplete');
    await writeFile(join(root, 'complete.json'), '{"build":"../elsewhere"}');
    expect((await environment().inspect()).state).toBe('incomplete');
  });
});

describe('an environment that cannot be made', () => {
  test('no Python: says so at once, and what to do', async () => {
    const bare = environment({ variables: { PATH: join(home, 'empty') } });
    const { failure } = await failureOf(bare.ensure(never));
    expect(failure).toMatchObject({ code: 'python-missing', hint: expect.stringContaining('python.org') as string });
    expect(await bare.inspect()).toMatchObject({ state: 'missing', python: null, installer: null });
  });

  test('no network', { timeout: SLOW }, async () => {
    const closed = environment({ variables: variables({ PIP_INDEX_URL: 'http://127.0.0.1:9/simple' }) });
    const { failure } = await failureOf(closed.ensure(quiet));
    expect(failure.code).toBe('environment-no-network');
    expect(failure.detail).toMatch(/^pip download failed\n/);
    expect((await closed.inspect()).state).toBe('missing');
  });

  test('no disk: says how much is free and how much is needed', async () => {
    const { failure } = await failureOf(environment({ space: { environment: 9e18, downloads: 1e6 } }).ensure(quiet));
    expect(failure.code).toBe('environment-no-space');
    expect(failure.message).toMatch(/: [\d.]+ [MG]B free in .*environments, 9000000000\.0 GB needed\.$/);
    expect(index.fetched).toEqual([]);
  });

  test.each<[string, ErrorCode, string, () => Promise<unknown>]>([
    [
      'a package that is not what the lock file says',
      'environment-install-failed',
      'DO NOT MATCH THE HASHES',
      () => writeFile(join(resources, 'requirements.lock'), `elm==1.0 \\\n    --hash=sha256:${'0'.repeat(64)}\n`),
    ],
    [
      'an environment that does not work',
      'environment-self-test-failed',
      "No module named 'alder'",
      () => writeFile(join(resources, 'requirements.lock'), index.lock.split('\n').slice(2, 4).join('\n')),
    ],
    [
      'a self-test that says nothing',
      'environment-self-test-failed',
      'the last words',
      () => writeFile(join(resources, 'annotate_host', '__main__.py'), 'import sys; sys.exit("the last words")'),
    ],
  ])('%s: %s', { timeout: SLOW }, async (_, code, detail, arrange) => {
    await arrange();
    const { failure } = await failureOf(environment().ensure(quiet));
    expect(failure.code).toBe(code);
    expect(failure.detail).toContain(detail);
    expect(failure.message).not.toContain('{');
    expect((await environment().inspect()).state).toBe('missing');
  });

  test('cancelled: rejects with the reason, leaves no process and no half environment', { timeout: SLOW }, async () => {
    const stop = new AbortController();
    index.stalled = { name: 'maple', onAsked: () => stop.abort(new Error('the owner changed their mind')) };
    await expect(environment().ensure(quiet, stop.signal)).rejects.toThrow('the owner changed their mind');
    expect(await processesNaming(home)).toEqual([]);
    expect((await environment().inspect()).state).toBe('missing');
  });

  test('a folder that cannot be made', async () => {
    await writeFile(join(home, 'environments'), 'a file is in the way');
    expect((await failureOf(environment().ensure(quiet))).code).toBe('home-unwritable');
  });
});

const lineSchema = z.record(z.string(), z.unknown());

function startService() {
  return spawn(process.execPath, [ensureEnvironment, join(home, 'environments'), join(home, 'cache'), resources], {
    env: variables(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function untilEnded(service: ReturnType<typeof startService>): Promise<Record<string, unknown>[]> {
  const lines: Record<string, unknown>[] = [];
  for await (const line of createInterface({ input: service.stdout })) lines.push(lineSchema.parse(JSON.parse(line)));
  return lines;
}
