import { expect, test } from 'vitest';
import { FakeClock } from '../tunnel/testing/fake-clock.ts';
import { judgeLook, WakeWatch } from './wake-watch.ts';

const before = { now: 1_000_000, steady: 5000, network: 'a' };

test.each([
  ['five seconds later', { now: 1_005_000, steady: 10_000, network: 'a' }, null],
  ['a little late', { now: 1_009_000, steady: 14_000, network: 'a' }, null],
  ['slept, the steady clock stood still', { now: 4_600_000, steady: 10_000, network: 'a' }, 'woke'],
  [
    'slept, both clocks went on and only timers stood still',
    { now: 4_600_000, steady: 3_605_000, network: 'b' },
    'woke',
  ],
  ['set back by an hour', { now: -2_595_000, steady: 10_000, network: 'a' }, null],
  ['in another network', { now: 1_005_000, steady: 10_000, network: 'b' }, 'network'],
] as const)('%s', (_what, after, expected) => {
  expect(judgeLook(before, after)).toBe(expected);
});

test('it tells of a sleep once, and of each other network', async () => {
  const clock = new FakeClock();
  let network = 'wlan';
  const told: string[] = [];
  const watch = new WakeWatch({ clock, network: () => network, onLook: (why) => told.push(why) });
  await clock.advance(60_000);
  clock.sleep(3_600_000);
  await clock.advance(20_000);
  network = 'phone';
  await clock.advance(20_000);
  watch.close();
  expect(told).toEqual(['woke', 'network']);
  expect(clock.timers).toBe(0);
});
