import { expect, test } from 'vitest';
import type { ProxyFigures } from '../proxy/ports.ts';
import { proxyResources } from './proxy-resources.ts';

const figures: ProxyFigures = {
  heavy: { running: 2, waiting: 3, refused: 4 },
  answers: { hits: 30, misses: 10, bytes: 500 },
  memory: { kind: 'enough' },
};

test('the owner sees what is computed, waits, was refused and is kept', () => {
  expect(proxyResources(figures)).toEqual({
    queue: 3,
    computing: 2,
    refused: 4,
    memoryShort: false,
    cacheHitRate: 0.75,
    cacheHits: 30,
    cacheMisses: 10,
    cacheBytes: 500,
  });
});

test('before the first request there is no rate', () => {
  expect(proxyResources({ ...figures, answers: { hits: 0, misses: 0, bytes: 0 } }).cacheHitRate).toBeNull();
});

test('memory is short only as long as it is', () => {
  const since = new Date();
  expect(proxyResources({ ...figures, memory: { kind: 'short', since, refused: 0 } }).memoryShort).toBe(true);
  const over = { kind: 'was-short', since, until: since, refused: 3 } as const;
  expect(proxyResources({ ...figures, memory: over }).memoryShort).toBe(false);
});
