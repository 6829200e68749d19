/** Unit tests: real sockets, processes and files, beside the code they test. */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { SlowFirst } from './scripts/testing/slow-first.ts';

/** These promise times of hundredths of seconds and less, or that something takes no longer than something else. */
const timed = ['main/guessing.test.ts', 'main/guessing-accounts.test.ts', 'main/proxy/attempt-limit.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 20_000,
    pool: 'forks',
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{contract,main,preload,renderer,scripts}/**/*.test.{ts,tsx}'],
          exclude: timed,
          // Many of them wait for processes and sockets: with one worker, half of a small machine would idle.
          maxWorkers: Math.max(2, availableParallelism() - 1),
        },
      },
      {
        extends: true,
        // Afterwards, one after another: nothing else computes meanwhile.
        test: { name: 'timed', include: timed, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
