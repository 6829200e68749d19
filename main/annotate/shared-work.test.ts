import { describe, expect, test } from 'vitest';
import { SharedWork } from './shared-work.ts';

function counted() {
  const runs: { finish: (result: string) => void; report: (progress: number) => void; signal: AbortSignal }[] = [];
  const work = new SharedWork<string, number>((report, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    signal.addEventListener('abort', () => reject(signal.reason as Error));
    runs.push({ finish: resolve, report, signal });
    return promise;
  });
  return { work, runs };
}

describe('SharedWork', () => {
  test('two who ask at once wait for one run, and both hear how far it is', async () => {
    const { work, runs } = counted();
    const heard: number[] = [];
    const note = (progress: number) => heard.push(progress);
    const both = Promise.all([work.join(note), work.join(note)]);
    runs[0]?.report(0.5);
    runs[0]?.finish('made');
    expect(await both).toEqual(['made', 'made']);
    expect(runs).toHaveLength(1);
    expect(heard).toEqual([0.5, 0.5]);
  });

  test('one who gives up does not take it from the other', async () => {
    const { work, runs } = counted();
    const first = new AbortController();
    const one = work.join(() => undefined, first.signal);
    const other = work.join(() => undefined);
    first.abort(new Error('no longer'));
    await expect(one).rejects.toThrow('no longer');
    expect(runs[0]?.signal.aborted).toBe(false);
    runs[0]?.finish('made');
    expect(await other).toBe('made');
  });

  test('when the last one gives up, the work is given up; the next who asks begins anew', async () => {
    const { work, runs } = counted();
    const only = new AbortController();
    const one = work.join(() => undefined, only.signal);
    only.abort(new Error('no longer'));
    await expect(one).rejects.toThrow('no longer');
    expect(runs[0]?.signal.aborted).toBe(true);
    const next = work.join(() => undefined);
    runs[1]?.finish('made');
    expect(await next).toBe('made');
  });

  test('after a failure the next who asks begins anew', async () => {
    let runs = 0;
    const work = new SharedWork<string, number>(() => {
      runs += 1;
      return runs === 1 ? Promise.reject(new Error('no luck')) : Promise.resolve('made');
    });
    await expect(work.join(() => undefined)).rejects.toThrow('no luck');
    expect(await work.join(() => undefined)).toBe('made');
  });
});
