import type { Request, Response } from 'express';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { IdleMemory } from './idle-memory.ts';

let memory: IdleMemory | null = null;
afterEach(() => memory?.close());

/** The pass looks at nothing of a request. */
function pass(through: IdleMemory, next: () => void = () => undefined): void {
  const nothing: unknown = {};
  void through.pass()(nothing as Request, nothing as Response, next);
}

function counting(worthFrom: number) {
  const seen = { collected: 0, passed: 0 };
  memory = new IdleMemory({ worthFrom, quietMs: 50, collect: () => (seen.collected += 1) });
  const through = memory;
  const ask = (times: number) => {
    for (let time = 0; time < times; time += 1) pass(through, () => (seen.passed += 1));
  };
  return { seen, ask };
}

test('after the start, and after many requests, memory is given back once it is quiet, and not again before there were as many', async () => {
  const { seen, ask } = counting(10);
  expect(seen).toEqual({ collected: 0, passed: 0 });
  await expect.poll(() => seen.collected).toBe(1);
  ask(9);
  await pause(150);
  expect(seen).toEqual({ collected: 1, passed: 9 });
  ask(1);
  await expect.poll(() => seen.collected).toBe(2);
});

/** Bytes in use once a million small objects were made that nobody holds any more. */
function litter(): number {
  const objects = Array.from({ length: 1e6 }, (_, index) => ({ index }));
  return objects.length > 0 ? process.memoryUsage().heapUsed : 0;
}

test('the real thing gives back what nobody holds', async () => {
  memory = new IdleMemory({ worthFrom: 1, quietMs: 10 });
  const littered = litter();
  pass(memory);
  await expect.poll(() => process.memoryUsage().heapUsed, { timeout: 5000 }).toBeLessThan(littered - 20e6);
  expect('gc' in globalThis).toBe(false);
});
