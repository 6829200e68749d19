/** Adds up what the runners report and decides what it means: the table, the closing line and the exit code. */

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface StepResult {
  readonly step: string;
  readonly tally: Tally;
  readonly seconds: number;
  /** Why it was skipped or counts as failed, when the runner's own output does not say so. */
  readonly note: string | null;
}

export const none: Tally = { passed: 0, failed: 0, skipped: 0 };
export const onePassed: Tally = { ...none, passed: 1 };
export const oneFailed: Tally = { ...none, failed: 1 };
export const oneSkipped: Tally = { ...none, skipped: 1 };

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
    }),
    none,
  );
}

/**
 * What a runner's report is worth beside its exit code. A runner that ends badly without naming a failure (a crash, an unhandled
 * rejection, a report that was never written) failed, and so did one that ran nothing: neither may look like success.
 *
 * @param report - null when the runner wrote none
 */
export function weigh(
  report: Tally | null,
  exitCode: number | null,
  mayBeEmpty: boolean,
): { readonly tally: Tally; readonly note: string | null } {
  if (report === null) return { tally: oneFailed, note: `wrote no report (exit code ${exitCode ?? 'none'})` };
  if (exitCode !== 0 && report.failed === 0) {
    // Filters that match nothing make some runners end badly; asked for, that is no failure.
    if (mayBeEmpty && count(report) === 0) return { tally: none, note: 'nothing matched' };
    return {
      tally: sum([report, oneFailed]),
      note: `ended with exit code ${exitCode ?? 'none'} though no test failed`,
    };
  }
  if (count(report) === 0 && !mayBeEmpty) return { tally: oneFailed, note: 'ran no tests' };
  return { tally: report, note: null };
}

/** In CI what was skipped was not tested, and that is a failure. */
export function exitCodeFor(all: Tally, ci: boolean): 0 | 1 {
  return all.failed > 0 || (ci && all.skipped > 0) || count(all) === 0 ? 1 : 0;
}

export function closingLine(all: Tally): string {
  return `${all.passed} passed, ${all.failed} failed, ${all.skipped} skipped`;
}

export function table(results: readonly StepResult[]): string {
  const rows = [
    ['step', 'passed', 'failed', 'skipped', 'seconds'],
    ...results.map(({ step, tally, seconds }) => [
      step,
      String(tally.passed),
      String(tally.failed),
      String(tally.skipped),
      seconds.toFixed(1),
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
  return lines.map((line, index) => withNote(line, results[index - 1]?.note)).join('\n');
}

function withNote(line: string, note: string | null | undefined): string {
  return note === null || note === undefined ? line : `${line}  ${note}`;
}

function count(tally: Tally): number {
  return tally.passed + tally.failed + tally.skipped;
}
