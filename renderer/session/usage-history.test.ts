import { expect, it } from 'vitest';
import { aSession } from '../../contract/testing/example-session.ts';
import { curve, remember, sentPerSample, type Sample } from './usage-history.ts';

const used = (bytesSent: number) => ({ ...aSession().resources, memoryBytes: 5, bytesSent });
const after = (...sent: readonly number[]) =>
  sent.reduce<readonly Sample[]>((samples, bytes) => remember(samples, used(bytes)), []);

it('keeps the last sixty', () => {
  const samples = after(...Array.from({ length: 70 }, (_, index) => index));
  expect(samples).toHaveLength(60);
  expect(samples.at(-1)?.bytesSent).toBe(69);
});

it('takes what is not known as nothing', () => {
  expect(after(0)[0]).toMatchObject({ cpu: 0, memoryBytes: 5 });
});

it('tells what was sent in between, also after a counter began anew', () => {
  expect(sentPerSample(after(100, 150, 150, 10))).toEqual([0, 50, 0, 0]);
});

it('draws the newest value at the right edge, and nothing above the box', () => {
  expect(curve([5], 1, 118, 10)).toBe('');
  expect(curve([0, 2, 1], 1, 118, 10)).toBe('M114 9.5L116 0.5L118 5');
  expect(curve([0, 0.1], 1, 118, 10)).toBe('M116 9.5L118 8.6');
});
