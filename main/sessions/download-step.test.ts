import { expect, test } from 'vitest';
import { downloadStep } from './download-step.ts';

test.each([
  [0, 190e6, null, 0, '0 of 190 MB'],
  [118e6, 190e6, 130, 118 / 190, '118 of 190 MB, 2 minutes left'],
  [1.2e9, 2e9, 3, 0.6, '1.2 of 2.0 GB, a few seconds left'],
  [1.2e9, 2e9, 33, 0.6, '1.2 of 2.0 GB, 40 seconds left'],
  [1.2e9, 2e9, 58, 0.6, '1.2 of 2.0 GB, a minute left'],
  [1.2e9, 2e9, 3700, 0.6, '1.2 of 2.0 GB, an hour left'],
  [1.2e9, 2e9, 9000, 0.6, '1.2 of 2.0 GB, 3 hours left'],
  [190e6, 190e6, 0, 1, '190 of 190 MB'],
  [0, 0, null, 1, '0 of 0 MB'],
  [118e6, null, null, null, '118 MB'],
])('%d of %s bytes, %s s to go', (received, total, secondsLeft, done, detail) => {
  expect(downloadStep({ received, total, secondsLeft })).toEqual([done, detail]);
});
