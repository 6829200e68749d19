import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ShareError, type ErrorCode } from '../../contract/errors.ts';
import type { Host } from './host-process.ts';
import { startHost } from './start-host.ts';
import { anyPython, hostLog, isAlive, untilGone } from './testing/processes.ts';

const program = fileURLToPath(new URL('testing/fake_host.py', import.meta.url));
const holdHost = fileURLToPath(new URL('testing/hold-host.ts', import.meta.url));
let python: string;
const started: Host[] = [];

beforeAll(async () => {
  python = await anyPython();
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((host) => host.stop()));
});

function options(title: string) {
  const log = pino({ level: 'silent' });
  return { python, program, dataset: '/nowhere/pbmc.h5ad', title, annotationsRoot: '/nowhere', log };
}

async function start(title: string, onProgress?: (detail: string) => void): Promise<Host> {
  const host = await startHost(options(title), onProgress === undefined ? {} : { onProgress });
  started.push(host);
  return host;
}

async function failureOf(promise: Promise<Host>): Promise<ShareError> {
  try {
    started.push(await promise);
  } catch (error) {
    if (error instanceof ShareError) return error;
    throw error;
  }
  throw new Error('it started');
}

const seenSchema = z.object({
  variables: z.record(z.string(), z.string()),
  arguments: z.array(z.string()),
  folder: z.string(),
});

describe('a host that starts', () => {
  test('answers with the secret and to nobody without', async () => {
    const details: string[] = [];
    const host = await start('serves', (detail) => details.push(detail));
    expect(host).toMatchObject({ cells: 700, genes: 765 });
    expect(host.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(host.secret).toMatch(/^[0-9a-f]{64}$/);
    expect((await fetch(`${host.origin}/health`)).status).toBe(403);
    const headers = { 'X-Annotate-Share-Secret': host.secret };
    expect((await fetch(`${host.origin}/health`, { headers })).status).toBe(200);
    expect(details).toEqual(['Starting Annotate', 'Opening the dataset', 'Reading the dataset']);
  });

  test('is told its secret neither on its command line nor in its environment, and inherits none of ours', async () => {
    process.env['AWS_SECRET_ACCESS_KEY'] = 'ours';
    process.env['PYTHONPATH'] = '/somewhere';
    try {
      const host = await start('serves');
      const headers = { 'X-Annotate-Share-Secret': host.secret };
      const text = await (await fetch(`${host.origin}/health`, { headers })).text();
      expect(text).not.toContain(host.secret);
      const { variables, arguments: args, folder } = seenSchema.parse(JSON.parse(text));
      expect(variables['PATH']).toBe(process.env['PATH']);
      expect(Object.keys(variables)).not.toEqual(expect.arrayContaining(['AWS_SECRET_ACCESS_KEY']));
      expect(Object.keys(variables)).not.toEqual(expect.arrayContaining(['PYTHONPATH']));
      expect(args).toEqual(expect.arrayContaining(['-I', program]));
      expect(folder).not.toBe(process.cwd());
    } finally {
      delete process.env['AWS_SECRET_ACCESS_KEY'];
      delete process.env['PYTHONPATH'];
    }
  });

  test('every start has a secret of its own', async () => {
    const [one, other] = await Promise.all([start('serves'), start('serves')]);
    expect(one.secret).not.toBe(other.secret);
  });

  test('tells what it uses while it runs', async () => {
    const host = await start('serves');
    const usage = await host.usage();
    expect(usage?.memoryBytes).toBeGreaterThan(1_000_000);
    expect(usage?.cpuSeconds).toBeGreaterThanOrEqual(0);
    await host.stop();
    expect(await host.usage()).toBeNull();
  });

  test('a flood on stderr does not stop it, and only the last of it is kept', async () => {
    const host = await start('chatters');
    await host.stop();
    const { tail } = await host.ended;
    expect(tail.length).toBeLessThanOrEqual(8_000);
    expect(tail).toMatch(/the last words$/);
  });
});

describe('the end of a host', () => {
  test('stop asks first: it ends by itself, with code 0', async () => {
    const host = await start('serves');
    await host.stop();
    expect(await host.ended).toMatchObject({ code: 0, signal: null });
    expect(isAlive(host.pid)).toBe(false);
  });

  test('stop twice is stop once', async () => {
    const host = await start('serves');
    await Promise.all([host.stop(), host.stop()]);
    await host.stop();
    expect(isAlive(host.pid)).toBe(false);
  });

  test('one that hears nothing is killed', async () => {
    const host = await start('deaf');
    await host.stop();
    expect(await host.ended).toMatchObject({ code: null, signal: 'SIGKILL' });
  });

  test('what it started goes with it', async () => {
    const host = await start('has children');
    await host.stop();
    const child = Number(/child (\d+)/.exec((await host.ended).tail)?.[1]);
    expect(child).toBeGreaterThan(0);
    await untilGone(child);
  });

  test.runIf(process.platform !== 'win32')(
    'it shares our session: otherwise its computing would not give way to us',
    async () => {
      const host = await start('serves');
      const session = 'import os, sys; print(*(os.getsid(int(pid)) for pid in sys.argv[1:]))';
      const { stdout } = await promisify(execFile)(python, ['-c', session, String(process.pid), String(host.pid)]);
      const [ours, its] = stdout.trim().split(' ');
      expect(its).toBe(ours);
    },
  );

  test('a crash is told, with its last words', async () => {
    const host = await start('serves');
    await fetch(`${host.origin}/crash`, { headers: { 'X-Annotate-Share-Secret': host.secret } })
      .then((response) => response.text())
      .catch(() => undefined);
    expect(await host.ended).toEqual({ code: null, signal: 'SIGKILL', tail: 'about to crash' });
  });

  test('a service that is killed takes its host and its spare along', async () => {
    const service = spawn(process.execPath, [holdHost, python, program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pids: number[] = [];
    for await (const line of createInterface({ input: service.stdout })) if (pids.push(Number(line)) === 2) break;
    expect(pids.filter(isAlive)).toEqual(pids);
    service.kill('SIGKILL');
    await Promise.all(pids.map(untilGone));
  });
});

describe('a host that does not start', () => {
  test.each<[string, ErrorCode, string]>([
    ['refuses', 'dataset-no-embedding', 'no X_ in obsm'],
    ['dies', 'host-start-failed', 'the very reason'],
    ['unwell', 'host-start-failed', 'the host answered 500 at /health'],
  ])('%s: %s', async (title, code, detail) => {
    const { failure } = await failureOf(startHost(options(title)));
    expect(failure.code).toBe(code);
    expect(failure.detail).toContain(detail);
    expect(failure.message).not.toContain('{');
  });

  test('no such Python: said, not thrown about', async () => {
    const { failure } = await failureOf(startHost({ ...options('serves'), python: '/nowhere/python' }));
    expect(failure.code).toBe('host-start-failed');
    expect(failure.detail).toContain('ENOENT');
  });

  test('one that hangs is given up and killed', async () => {
    const pids: number[] = [];
    const { failure } = await failureOf(
      startHost({ ...options('hangs'), log: hostLog((pid) => pids.push(pid)), deadlineMs: 1_500 }),
    );
    expect(failure).toMatchObject({
      code: 'host-start-timeout',
      message: 'Annotate did not get ready with pbmc.h5ad in 2 s.',
    });
    expect(pids).toHaveLength(1);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  test('cancelled while starting: rejects with the reason and leaves no process', async () => {
    const pids: number[] = [];
    const stop = new AbortController();
    const reason = new Error('the owner changed their mind');
    const starting = startHost(
      { ...options('hangs'), log: hostLog((pid) => pids.push(pid)) },
      {
        onProgress: (detail) => {
          if (detail === 'Reading the dataset') stop.abort(reason);
        },
      },
      stop.signal,
    );
    await expect(starting).rejects.toBe(reason);
    expect(pids).toHaveLength(1);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  test('cancelled before: nothing is started', async () => {
    const pids: number[] = [];
    const starting = startHost(
      { ...options('serves'), log: hostLog((pid) => pids.push(pid)) },
      undefined,
      AbortSignal.abort(new Error('no')),
    );
    await expect(starting).rejects.toThrow('no');
    expect(pids).toEqual([]);
  });
});
