import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withLock } from './environment-lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'annotate-share-lock-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const holder = fileURLToPath(new URL('testing/hold-lock.ts', import.meta.url));

describe('withLock', () => {
  test('the second works after the first has finished', async () => {
    const file = join(folder, 'x.lock');
    const order: string[] = [];
    const entered = Promise.withResolvers<undefined>();
    const waits = Promise.withResolvers<undefined>();
    const first = withLock(
      file,
      () => undefined,
      undefined,
      async () => {
        entered.resolve(undefined);
        await waits.promise;
        order.push('first');
      },
    );
    await entered.promise;
    const second = withLock(
      file,
      () => waits.resolve(undefined),
      undefined,
      () => Promise.resolve(order.push('second')),
    );
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
  });

  test('a holder that is killed holds nothing any more', async () => {
    const file = join(folder, 'x.lock');
    const other = spawn(process.execPath, [holder, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(other.stdout, 'data');
    let waited = 0;
    const result = await withLock(
      file,
      () => {
        waited += 1;
        other.kill('SIGKILL');
      },
      undefined,
      () => Promise.resolve('mine'),
    );
    expect(result).toBe('mine');
    expect(waited).toBe(1);
  });

  test('a failure gives it back', async () => {
    const file = join(folder, 'x.lock');
    const failing = withLock(
      file,
      () => undefined,
      undefined,
      () => Promise.reject(new Error('no luck')),
    );
    await expect(failing).rejects.toThrow('no luck');
    expect(
      await withLock(
        file,
        () => undefined,
        undefined,
        () => Promise.resolve('mine'),
      ),
    ).toBe('mine');
  });

  test('one who waits can give up', async () => {
    const file = join(folder, 'x.lock');
    const stop = new AbortController();
    await withLock(
      file,
      () => undefined,
      undefined,
      async () => {
        const waiting = withLock(
          file,
          () => stop.abort(new Error('no longer')),
          stop.signal,
          () => Promise.resolve('mine'),
        );
        await expect(waiting).rejects.toThrow('no longer');
      },
    );
  });
});
