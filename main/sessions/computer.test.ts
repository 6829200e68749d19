import { expect, test } from 'vitest';
import { Computer } from './computer.ts';

test('is read when somebody looks, at most every two seconds, and told in steps', async () => {
  let now = 0;
  let reads = 0;
  const read = () =>
    Promise.resolve({ availableBytes: 8_760_000_000 - 1e9 * (reads += 1), totalBytes: 16_777_216_000 });
  const computer = new Computer({ read, cores: 8, now: () => now });
  expect(computer.left()).toEqual({ memoryFree: null, memoryTotal: null, cores: 8 });
  await Promise.resolve();
  now = 1_999;
  expect(computer.left()).toEqual({ memoryFree: 7_800_000_000, memoryTotal: 16_800_000_000, cores: 8 });
  expect(reads).toBe(1);
  now = 2_000;
  computer.left();
  await Promise.resolve();
  expect(computer.left().memoryFree).toBe(6_800_000_000);
  expect(reads).toBe(2);
});

test('what cannot be read is not known', async () => {
  const computer = new Computer({ read: () => Promise.reject(new Error('no such file')), cores: 2 });
  computer.left();
  await new Promise((resolve) => setImmediate(resolve));
  expect(computer.left()).toEqual({ memoryFree: null, memoryTotal: null, cores: 2 });
});

test('this computer tells', async () => {
  const computer = new Computer();
  computer.left();
  await expect.poll(() => computer.left().memoryTotal ?? 0).toBeGreaterThan(0);
  expect(computer.left().cores).toBeGreaterThan(0);
});
