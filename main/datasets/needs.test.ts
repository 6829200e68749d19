import { expect, test } from 'vitest';
import type { DatasetFacts } from '../../contract/dataset-facts.ts';
import { needsOf } from './needs.ts';

/** Sparse by row, float32: of the datasets that were measured (docs/performance.md). */
function measured(cells: number, entries: number, rest: Partial<DatasetFacts['matrix']> = {}): DatasetFacts {
  return {
    cells,
    genes: 20_000,
    matrix: {
      layout: 'csr',
      dtype: 'float32',
      entries,
      nonzero: entries,
      compression: null,
      values: 'logged',
      bytes: 8 * entries,
      ...rest,
    },
    embeddings: [],
    cellNames: { unique: true },
    geneNames: { unique: true },
    cellColumns: [],
    geneColumns: [],
    servedBytes: 115 * cells,
    otherBytes: 0,
    formats: {},
    complete: true,
  };
}

/** `memory`: with and without a store; `seconds`: until the page loads, and until the store is built. */
test.each([
  [30_000, 34e6, { memory: [201e6, 464e6], seconds: [2.5, 3] }],
  [200_000, 229e6, { memory: [270e6, 2078e6], seconds: [5.2, 19] }],
] as const)('%d cells need what they were seen to need', (cells, entries, { memory, seconds }) => {
  const needs = needsOf(measured(cells, entries));
  const shares = [
    needs.memory / memory[0],
    needs.memoryWithoutStore / memory[1],
    needs.secondsToLive / seconds[0],
    needs.storeSeconds / seconds[1],
  ];
  for (const share of shares) {
    expect(share).toBeGreaterThan(0.75);
    expect(share).toBeLessThan(1.35);
  }
});

test('a store takes what its files take', () => {
  // Two sides of 4 bytes for a value and 4 for its place, and where each row and column begins.
  expect(needsOf(measured(1000, 5000)).storeDisk).toBe(2 * 5000 * 8 + 8 * (1000 + 20_000 + 2));
  expect(needsOf(measured(1000, 5000, { dtype: 'float64' })).storeDisk).toBe(2 * 5000 * 12 + 8 * 21_002);
});

test('at first it is the matrix and whoever builds its store, later neither', () => {
  const needs = needsOf(measured(200_000, 229e6));
  expect(needs.memoryAtFirst - needs.memoryWithoutStore).toBe(500e6);
  expect(needs.memory).toBeLessThan(needs.memoryWithoutStore / 5);
});

test('zeros of a dense matrix take memory and no disk; packed values take longer', () => {
  const dense = needsOf(measured(1000, 20e6, { layout: 'dense', nonzero: 1e6, bytes: 80e6 }));
  expect(dense.storeDisk).toBeLessThan(20e6);
  const packed = needsOf(measured(1000, 20e6, { compression: 'gzip' }));
  expect(packed.secondsToLive).toBeGreaterThan(needsOf(measured(1000, 20e6)).secondsToLive);
});
