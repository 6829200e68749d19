import { expect, test } from 'vitest';
import { recentInterfaces } from './interfaces.ts';

test('a hundred requests at once ask the system once', () => {
  let asked = 0;
  const interfaces = recentInterfaces(() => {
    asked += 1;
    return {};
  });
  for (let request = 0; request < 100; request += 1) interfaces();
  expect(asked).toBe(1);
});

test('a new address is known a second later', async () => {
  let asked = 0;
  const interfaces = recentInterfaces(() => ({ [`eth${(asked += 1)}`]: [] }));
  expect(Object.keys(interfaces())).toEqual(['eth1']);
  await expect.poll(() => Object.keys(interfaces()), { timeout: 5000 }).toEqual(['eth2']);
});
