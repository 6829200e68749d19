import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Host, HostListener } from './host-process.ts';
import { SpareHosts, type SpareHostsOptions } from './spare-host.ts';
import { anyPython, hostLog, isAlive, untilGone } from './testing/processes.ts';

/** Knows when it had to wait for its order, and misbehaves then if its title says so. */
const program = fileURLToPath(new URL('testing/fake_host.py', import.meta.url));
let python: string;
let pids: number[];
let waiting: number[];
let spares: SpareHosts;
const started: Host[] = [];

beforeAll(async () => {
  python = await anyPython();
});
beforeEach(() => {
  pids = [];
  waiting = [];
  open();
});
afterEach(async () => {
  await spares.close();
  await Promise.all(started.splice(0).map((host) => host.stop()));
  await Promise.all(pids.map(untilGone));
});

function open(more: Partial<SpareHostsOptions> = {}): void {
  spares = new SpareHosts({ log: log(), afterMs: 0, ...more });
}

function log(): Logger {
  return hostLog(
    (pid) => pids.push(pid),
    (pid) => waiting.push(pid),
  );
}

interface More extends HostListener {
  readonly storeRoot?: string;
  readonly signal?: AbortSignal;
}

async function start(title = 'serves', { storeRoot, signal, ...listener }: More = {}): Promise<Host> {
  const host = await spares.start(
    {
      python,
      program,
      dataset: '/nowhere/pbmc.h5ad',
      title,
      annotationsRoot: '/nowhere',
      log: log(),
      ...(storeRoot === undefined ? {} : { store: { root: storeRoot, limitBytes: 1 } }),
    },
    listener,
    signal,
  );
  started.push(host);
  return host;
}

/** Waits until so many processes were started in all, and gives the last one's id. */
async function untilStarted(count: number): Promise<number> {
  await expect.poll(() => pids.length, { timeout: 10_000 }).toBe(count);
  return pids.at(-1) ?? 0;
}

/** Waits until the last one that was started has nothing more to do but wait. */
async function untilWaiting(count: number): Promise<number> {
  const pid = await untilStarted(count);
  await expect.poll(() => waiting, { timeout: 10_000 }).toContain(pid);
  return pid;
}

const seen = z.object({ variables: z.record(z.string(), z.string()) });

async function variablesOf({ origin, secret }: Host): Promise<Readonly<Record<string, string>>> {
  const answer = await fetch(`${origin}/`, { headers: { 'X-Annotate-Share-Secret': secret } });
  return seen.parse(await answer.json()).variables;
}

describe('the next dataset', () => {
  test('is served by the process that waited for it, and another waits then', async () => {
    const first = await start();
    const spare = await untilStarted(2);
    expect(spare).not.toBe(first.pid);
    const second = await start();
    expect(second.pid).toBe(spare);
    expect(second.secret).not.toBe(first.secret);
    expect((await fetch(`${second.origin}/`, { headers: { 'X-Annotate-Share-Secret': first.secret } })).status).toBe(
      403,
    );
    expect(await untilStarted(3)).not.toBe(spare);
  });

  test('there is one spare, however many start at once', async () => {
    await Promise.all([start(), start(), start()]);
    await untilStarted(4);
    await start();
    await untilStarted(5);
  });

  test('none is made as long as any other start is under way', async () => {
    const stop = new AbortController();
    const slow = start('hangs', { signal: stop.signal });
    await untilStarted(1);
    await start();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(pids).toHaveLength(2);
    stop.abort(new Error('enough'));
    await expect(slow).rejects.toThrow('enough');
    await untilStarted(3);
  });

  test('none is made by a start that fails', async () => {
    await expect(start('refuses')).rejects.toMatchObject({ code: 'dataset-no-embedding' });
    await start();
    await untilStarted(3);
  });
});

describe('a spare that is of no use', () => {
  test('because it died is not made again at once; the next start does without', async () => {
    await start();
    const spare = await untilStarted(2);
    process.kill(spare, 'SIGKILL');
    await untilGone(spare);
    const second = await start();
    expect(second.pid).not.toBe(spare);
    expect(pids[2]).toBe(second.pid);
    await untilStarted(4);
  });

  test.each([
    ['dies', {}],
    ['hangs', { beginsWithinMs: 300 }],
  ])('because it %s when it is taken: a new process takes its place', async (how, more) => {
    open(more);
    await start();
    const spare = await untilWaiting(2);
    const second = await start(`spare ${how}`);
    expect(second.pid).toBe(pids[2]);
    expect(isAlive(spare)).toBe(false);
  });

  test('because it is of another program is ended', async () => {
    await start();
    const spare = await untilStarted(2);
    const second = await start('serves', { storeRoot: '/nowhere/stores' });
    expect(second.pid).not.toBe(spare);
    await untilGone(spare);
  });

  test('a dataset that is refused is refused once', async () => {
    await start();
    await untilStarted(2);
    await expect(start('refuses')).rejects.toMatchObject({ code: 'dataset-no-embedding' });
    await untilStarted(3);
  });

  test('cancelled while the spare loads: it is gone', async () => {
    await start();
    const spare = await untilStarted(2);
    const stop = new AbortController();
    const onProgress = (detail: string) => {
      if (detail === 'Reading the dataset') stop.abort(new Error('changed my mind'));
    };
    await expect(start('hangs', { signal: stop.signal, onProgress })).rejects.toThrow('changed my mind');
    expect(isAlive(spare)).toBe(false);
  });
});

describe('nothing is left', () => {
  test('when the service ends, and no other is made', async () => {
    await start();
    const spare = await untilStarted(2);
    await spares.close();
    expect(isAlive(spare)).toBe(false);
    await start();
    expect(pids).toHaveLength(3);
  });

  test('after a while in which nobody needs it', async () => {
    open({ keepMs: 50 });
    await start();
    const spare = await untilStarted(2);
    spares.needed(true);
    spares.needed(false);
    await untilGone(spare);
    spares.needed(true);
    await start();
    await untilStarted(4);
  });

  test('needed again in time, it stays', async () => {
    open({ keepMs: 300 });
    await start();
    const spare = await untilStarted(2);
    spares.needed(false);
    spares.needed(true);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await start()).pid).toBe(spare);
  });
});

test('what was compiled is kept beside the stores, by a spare as by every other host', async () => {
  const host = await start('serves', { storeRoot: '/nowhere/stores' });
  const spare = await untilStarted(2);
  const second = await start('serves', { storeRoot: '/nowhere/stores' });
  expect(second.pid).toBe(spare);
  for (const one of [host, second]) expect((await variablesOf(one))['NUMBA_CACHE_DIR']).toBe('/nowhere/stores/kernels');
  expect((await variablesOf(await start()))['NUMBA_CACHE_DIR']).toBeUndefined();
});
