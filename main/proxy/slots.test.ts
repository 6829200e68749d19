import { expect, test } from 'vitest';
import { judgeArrival, Slots, type ArrivalVerdict } from './slots.ts';

const limits = { places: 1, line: 2 };
const never = new AbortController().signal;

test.each<[number, number, ArrivalVerdict]>([
  [0, 0, 'enter'],
  [1, 0, 'wait'],
  [1, 1, 'wait'],
  [1, 2, 'refuse'],
])('%i inside, %i waiting: %s', (taken, waiting, expected) => {
  expect(judgeArrival(taken, waiting, limits)).toBe(expected);
});

test('first come, first served, and no more than there are places', async () => {
  const slots = new Slots(limits);
  const order: string[] = [];
  const first = await slots.enter(never);
  const enter = async (name: string) => {
    const release = await slots.enter(never);
    order.push(name);
    return release;
  };
  const second = enter('second');
  const third = enter('third');
  expect(await slots.enter(never)).toBeNull();
  first?.();
  (await second)?.();
  (await third)?.();
  expect(order).toEqual(['second', 'third']);
  expect([slots.idle, slots.waiting]).toEqual([true, 0]);
});

test('whoever leaves the line makes room in it and is never called', async () => {
  const slots = new Slots(limits);
  const first = await slots.enter(never);
  const gone = new AbortController();
  const left = slots.enter(gone.signal);
  const next = slots.enter(never);
  gone.abort();
  expect(await left).toBeNull();
  first?.();
  expect(await next).not.toBeNull();
});

test('giving a place back twice lets in one, not two', async () => {
  const slots = new Slots(limits);
  const first = await slots.enter(never);
  const second = slots.enter(never);
  const third = slots.enter(never);
  first?.();
  first?.();
  await second;
  expect(slots.waiting).toBe(1);
  (await second)?.();
  (await third)?.();
  expect(slots.idle).toBe(true);
});
