/** Begins unit tests with those that take longest, so that none of them is left to run by itself at the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Longest first; of all others none takes more than a few seconds. */
export const slow: readonly string[] = [
  'main/annotate/environment.test.ts',
  'main/cli/cli.test.ts',
  'main/sessions/check-corpus.test.ts',
  'main/sessions/supervised-tunnel.test.ts',
  'main/sessions/sleep.test.ts',
];

export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = slow.findIndex((name) => moduleId.endsWith(name));
      return at === -1 ? slow.length : at;
    };
    // What the runner itself orders by, such as groups, stays: sorting is stable.
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
