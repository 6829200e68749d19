import { describe, expect, test } from 'vitest';
import { FakeClock } from '../tunnel/testing/fake-clock.ts';
import { endFor, nextLook, stageOf, warnedSince } from './expiry-policy.ts';
import { Expiry } from './expiry.ts';

const MINUTE = 60_000;
const now = Date.parse('2026-11-20T12:00:00Z');

test.each([
  [null, 'far'],
  [now + 10 * MINUTE + 1, 'far'],
  [now + 10 * MINUTE, 'soon'],
  [now + MINUTE + 1, 'soon'],
  [now + MINUTE, 'last-minute'],
  [now + 1, 'last-minute'],
  [now, 'over'],
  [now - MINUTE, 'over'],
] as const)('an end at %s is %s', (end, stage) => {
  expect(stageOf(end, now)).toBe(stage);
});

test.each([
  ['far away: in case the computer slept', now + 60 * MINUTE, 15_000],
  ['just before a warning', now + 10 * MINUTE + 5000, 5000],
  ['just before the last one', now + MINUTE + 20, 20],
  ['in the last minute', now + 7000, 7000],
])('it is looked at again %s', (_what, end, expected) => {
  expect(nextLook(end, now)).toBe(expected);
});

test('a warning has its time', () => {
  expect(warnedSince(now, 'soon').toISOString()).toBe('2026-11-20T11:50:00.000Z');
  expect(warnedSince(now, 'last-minute').toISOString()).toBe('2026-11-20T11:59:00.000Z');
});

test('an end has to come', () => {
  expect(endFor(null, now)).toBeNull();
  expect(endFor('2026-11-20T14:00:00+01:00', now)).toBe(now + 60 * MINUTE);
  expect(() => endFor('2026-11-20T12:00:00Z', now)).toThrow('A session cannot end at 2026-11-20T12:00:00Z');
});

describe('watched over', () => {
  function start(ms: number) {
    const clock = new FakeClock();
    const told: string[] = [];
    const expiry: Expiry = new Expiry({
      clock,
      onStage: () => told.push(stageOf(expiry.end, clock.now())),
      onOver: () => told.push('called'),
    });
    expiry.change(clock.now() + ms);
    return { clock, expiry, told };
  }

  test('it warns twice and is over once, with no timer left', async () => {
    const { clock, expiry, told } = start(30 * MINUTE);
    await clock.advance(60 * MINUTE);
    expect(told).toEqual(['soon', 'last-minute', 'called', 'over']);
    expiry.change(clock.now() + MINUTE);
    expect(expiry.isOver, 'what is over stays so').toBe(true);
    expect(clock.timers).toBe(0);
  });

  test('extended in the last minute it is far away again', async () => {
    const { clock, expiry, told } = start(30 * MINUTE);
    await clock.advance(29 * MINUTE + 30_000);
    expiry.change(clock.now() + 60 * MINUTE);
    expect(told).toEqual(['soon', 'last-minute', 'far']);
    expiry.close();
    expect(clock.timers).toBe(0);
  });

  test('a sleep over the end is noticed within fifteen seconds, and at once by who asks', async () => {
    const { clock, expiry, told } = start(30 * MINUTE);
    clock.sleep(31 * MINUTE);
    expect(expiry.isOver).toBe(true);
    await clock.advance(15_000);
    expect(told).toEqual(['called', 'over']);
  });
});
