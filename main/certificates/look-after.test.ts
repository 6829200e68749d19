import { expect, test } from 'vitest';
import { lookAfter } from './look-after.ts';

test('checks again and again, never twice at a time, until it is ended', async () => {
  let running = 0;
  let most = 0;
  let times = 0;
  const certificate = {
    check: async () => {
      running += 1;
      times += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 12));
      running -= 1;
    },
  };
  const end = lookAfter(certificate, 4);
  await expect.poll(() => times).toBeGreaterThan(3);
  end();
  await expect.poll(() => running).toBe(0);
  const after = times;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect([most, times]).toEqual([1, after]);
});
