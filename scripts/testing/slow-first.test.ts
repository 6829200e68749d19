import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TestSpecification, Vitest } from 'vitest/node';
import { slow, SlowFirst } from './slow-first.ts';

const project = join(import.meta.dirname, '../..');

test('every file that is begun first is still there under its name', () => {
  expect(slow.filter((file) => !existsSync(join(project, file)))).toEqual([]);
});

test('the slow ones come first, in their order', async () => {
  const config = { sequence: { groupOrder: 0 }, isolate: true };
  const one = (name: string) =>
    ({ moduleId: join(project, name), project: { name: 'unit', config } }) as unknown as TestSpecification;
  const cache = { getTestSpecificationResult: () => ({ failed: false, duration: 1 }) };
  const sequencer = new SlowFirst({ cache } as unknown as Vitest);
  const files = ['main/x.test.ts', slow[1] ?? '', 'main/y.test.ts', slow[0] ?? ''].map(one);
  const sorted = await sequencer.sort(files);
  expect(sorted.map(({ moduleId }) => moduleId.slice(project.length + 1))).toEqual([
    slow[0],
    slow[1],
    'main/x.test.ts',
    'main/y.test.ts',
  ]);
});
