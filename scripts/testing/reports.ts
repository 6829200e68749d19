/** Reads what vitest, pytest and Playwright report for programs, and counts it in one way. */
import { z } from 'zod';
import type { Tally } from './tally.ts';

const count = z.int().nonnegative();

const vitestSchema = z.object({
  numPassedTests: count,
  numFailedTests: count,
  numPendingTests: count,
  numTodoTests: count,
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** A test file that cannot be loaded holds no tests; it counts as one failure. */
export function readVitestReport(json: string): Tally {
  const report = vitestSchema.parse(JSON.parse(json));
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

const playwrightSchema = z.object({
  stats: z.object({ expected: count, unexpected: count, flaky: count, skipped: count }),
  errors: z.array(z.unknown()),
});

/** A test that passes only the second time failed; so did a file that cannot be loaded. */
export function readPlaywrightReport(json: string): Tally {
  const { stats, errors } = playwrightSchema.parse(JSON.parse(json));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + (errors.length > 0 ? 1 : 0),
    skipped: stats.skipped,
  };
}

/** pytest's JUnit file. Expected failures (`xfail`) stand among the skipped there, and that is what they are. */
export function readJunitReport(xml: string): Tally {
  const suites = [...xml.matchAll(/<testsuite\s([^>]*)>/g)].map(([, attributes]) => attributes ?? '');
  if (suites.length === 0) throw new Error('no <testsuite> in the JUnit report');
  const total = (name: string) => suites.reduce((all, attributes) => all + numberOf(attributes, name), 0);
  const failed = total('failures') + total('errors');
  const skipped = total('skipped');
  return { passed: Math.max(0, total('tests') - failed - skipped), failed, skipped };
}

function numberOf(attributes: string, name: string): number {
  const value = new RegExp(`(?:^|\\s)${name}="(\\d+)"`).exec(attributes)?.[1];
  if (value === undefined) throw new Error(`no ${name} in <testsuite ${attributes}>`);
  return Number(value);
}
