import { expect, test } from 'vitest';
import { memoryPressure, processorPressure, processorShare, queuePressure } from './gauge-state.ts';

const left = (memoryFree: number | null, memoryTotal: number | null) => ({ memoryFree, memoryTotal, cores: 8 });

test.each([
  [undefined, false, 'calm'],
  [left(null, null), false, 'calm'],
  [left(0, 0), false, 'calm'],
  [left(2.4e9, 16e9), false, 'calm'],
  [left(2.3e9, 16e9), false, 'amber'],
  [left(8e9, 16e9), true, 'amber'],
] as const)('memory: %j, short: %s → %s', (computer, isShort, pressure) => {
  expect(memoryPressure(computer, isShort)).toBe(pressure);
});

test.each([
  [null, 8, null, 'calm'],
  [4, undefined, null, 'calm'],
  [4, 8, 0.5, 'calm'],
  [6.9, 8, 0.8625, 'amber'],
  [9, 8, 1, 'amber'],
] as const)('processor: %s of %s cores → %s', (cpu, cores, share, pressure) => {
  expect(processorShare(cpu, cores)).toBe(share);
  expect(processorPressure(processorShare(cpu, cores))).toBe(pressure);
});

test.each([
  [0, false, 'calm'],
  [1, false, 'amber'],
  [0, true, 'amber'],
] as const)('queue of %d, memory short: %s → %s', (queue, memoryShort, pressure) => {
  expect(queuePressure({ queue, memoryShort })).toBe(pressure);
});
