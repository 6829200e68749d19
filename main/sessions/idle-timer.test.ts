import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { IdleTimer, judgeIdle } from './idle-timer.ts';

const quiet = { underWay: 0, isBusy: false, quietMs: 60_000, afterMs: 60_000 };

test.each<[string, Partial<typeof quiet>, ReturnType<typeof judgeIdle>]>([
  ['quiet for long enough', {}, 'idle'],
  ['not yet', { quietMs: 20_000 }, 40_000],
  ['a request is under way, however long', { underWay: 1, quietMs: 1e9 }, null],
  ['at work for itself', { isBusy: true }, 15_000],
  ['at work for itself, and soon asleep', { isBusy: true, afterMs: 100 }, 100],
])('%s', (_what, facts, verdict) => {
  expect(judgeIdle({ ...quiet, ...facts })).toBe(verdict);
});

describe('a timer', () => {
  let idle: number;
  let busy: boolean;
  let timer: IdleTimer;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    idle = 0;
    busy = false;
    timer = new IdleTimer(
      1000,
      () => busy,
      () => (idle += 1),
    );
  });
  afterEach(() => vi.useRealTimers());

  test('goes off once for each start', () => {
    timer.start();
    vi.advanceTimersByTime(999);
    expect(idle).toBe(0);
    vi.advanceTimersByTime(10_000);
    expect(idle).toBe(1);
    timer.start();
    vi.advanceTimersByTime(1000);
    expect(idle).toBe(2);
  });

  test('counts from the last request, not from the first', () => {
    timer.start();
    vi.advanceTimersByTime(900);
    timer.touch();
    vi.advanceTimersByTime(900);
    expect(idle).toBe(0);
    vi.advanceTimersByTime(100);
    expect(idle).toBe(1);
  });

  test('counts from the end of the last of several; saying twice that one is over is the same as once', () => {
    timer.start();
    const [one, other] = [timer.entered(), timer.entered()];
    vi.advanceTimersByTime(5000);
    one();
    one();
    vi.advanceTimersByTime(5000);
    expect(idle).toBe(0);
    other();
    vi.advanceTimersByTime(999);
    expect(idle).toBe(0);
    vi.advanceTimersByTime(1);
    expect(idle).toBe(1);
  });

  test('waits for what the session does for itself', () => {
    busy = true;
    timer.start();
    vi.advanceTimersByTime(10_500);
    expect(idle).toBe(0);
    busy = false;
    vi.advanceTimersByTime(1000);
    expect(idle).toBe(1);
  });

  test('changed while it runs, it holds for the time that was quiet already', () => {
    timer.change(null);
    timer.start();
    vi.advanceTimersByTime(50_000);
    expect(idle).toBe(0);
    timer.change(60_000);
    vi.advanceTimersByTime(10_000);
    expect(idle).toBe(1);
  });

  test('stopped, it does not go off, nor does a request that ends then start it', () => {
    timer.start();
    const leave = timer.entered();
    timer.stop();
    leave();
    timer.change(10);
    vi.advanceTimersByTime(10_000);
    expect(idle).toBe(0);
  });
});
