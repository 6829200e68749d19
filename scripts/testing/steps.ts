/** Takes one step of a test run: gets what it needs, starts the runner, reads its report. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run, type Outcome } from './command.ts';
import type { Needs, Variables } from './needs.ts';
import type { Step } from './plan.ts';
import { ensurePytest, pytestCommand } from './python.ts';
import { readJunitReport, readPlaywrightReport, readVitestReport } from './reports.ts';
import { oneFailed, onePassed, oneSkipped, weigh, type Tally } from './tally.ts';

const project = resolve(import.meta.dirname, '../..');
const packages = join(project, 'node_modules');

export interface Run {
  readonly needs: Needs;
  /** Folder for the runners' reports. */
  readonly reports: string;
  /** Handed to the runner as it is: a filter, most of the time. */
  readonly extra: readonly string[];
}

export interface Taken {
  readonly tally: Tally;
  readonly note: string | null;
}

export async function take(step: Step, { needs, reports, extra }: Run): Promise<Taken> {
  const had = await needs.all(step.needs);
  if ('missing' in had) return { tally: oneSkipped, note: `skipped: ${had.missing}` };
  const variables = had.value;
  const report = join(reports, step.name);
  const start = async (argv: readonly string[], more: Variables = {}): Promise<Outcome> =>
    run({ argv: [process.execPath, ...argv], variables: { ...variables, ...more }, seconds: step.seconds });

  switch (step.runner) {
    case 'prepare':
      return { tally: onePassed, note: null };
    case 'script': {
      const outcome = await start(['--run', step.name]);
      return { tally: outcome.exitCode === 0 ? onePassed : oneFailed, note: lateNote(outcome, step) };
    }
    case 'vitest': {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      const filter = extra.length > 0 ? ['--passWithNoTests', ...extra] : [];
      const outcome = await start([join(packages, 'vitest/vitest.mjs'), 'run', ...reporters, ...filter]);
      return read(report, readVitestReport, outcome, step, extra);
    }
    case 'pytest': {
      const python = needs.python();
      const pytest = await ensurePytest(python);
      const command = pytestCommand(python, pytest, report, extra);
      const outcome = await run({
        ...command,
        variables: { ...variables, ...command.variables },
        seconds: step.seconds,
      });
      return read(report, readJunitReport, outcome, step, extra);
    }
    case 'playwright': {
      const argv = [
        join(packages, '@playwright/test/cli.js'),
        'test',
        `--project=${step.name}`,
        '--reporter=list,json',
      ];
      const filter = extra.length > 0 ? ['--pass-with-no-tests', ...extra] : [];
      const outcome = await start([...argv, ...filter], { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
      return read(report, readPlaywrightReport, outcome, step, extra);
    }
  }
}

function read(
  report: string,
  reader: (text: string) => Tally,
  outcome: Outcome,
  step: Step,
  extra: readonly string[],
): Taken {
  const tally = existsSync(report) ? reader(readFileSync(report, 'utf8')) : null;
  const weighed = weigh(tally, outcome.exitCode, extra.length > 0);
  return { tally: weighed.tally, note: lateNote(outcome, step) ?? weighed.note };
}

function lateNote({ timedOut }: Outcome, { seconds }: Step): string | null {
  return timedOut ? `was ended after ${seconds} s` : null;
}
