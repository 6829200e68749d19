/** Unit tests: real sockets, processes and files, beside the code they test. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{contract,main,preload,renderer,scripts}/**/*.test.{ts,tsx}'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    pool: 'forks',
  },
});
