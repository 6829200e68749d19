/** Playwright's test with what ours have in common: services that are stopped at the end of the test whatever became of it. */
import { test as base } from '@playwright/test';
import { exampleDataset } from './datasets.ts';
import { startShare, type Share, type StartOptions } from './share.ts';

interface TestFixtures {
  /** `share --json …`, stopped after the test. */
  readonly share: (args: readonly string[], options?: StartOptions) => Promise<Share>;
}

interface WorkerFixtures {
  /** The example dataset, shared once for all tests of a file. Tests leave it as they found it. */
  readonly example: Share;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  // The empty pattern is how Playwright is told that a fixture needs no other.
  share: async ({}, use) => {
    const shares: Share[] = [];
    await use(async (args, options) => {
      const share = await startShare(args, options);
      shares.push(share);
      return share;
    });
    for (const share of shares)
      if (share.child.exitCode === null && share.child.signalCode === null) await share.stop();
  },
  example: [
    async ({}, use) => {
      const share = await startShare([exampleDataset()]);
      await use(share);
      await share.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

export { expect } from '@playwright/test';
