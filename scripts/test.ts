/** `npm test`: takes the steps in order, each whatever became of the one before, and closes with one line over all of them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signalRunning } from './testing/command.ts';
import { Needs } from './testing/needs.ts';
import { aheadOf, readArguments, stepsOf } from './testing/plan.ts';
import { take, type Run } from './testing/steps.ts';
import { closingLine, exitCodeFor, oneFailed, sum, table, type StepResult } from './testing/tally.ts';

process.chdir(join(import.meta.dirname, '..'));
const inCi = (process.env['CI'] ?? '') !== '' && process.env['CI'] !== 'false';
const { mode, extra } = readCommandLine();
const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopped.abort();
    signalRunning(signal);
  });
}

const run: Run = {
  needs: new Needs(stopped.signal),
  reports: mkdtempSync(join(tmpdir(), 'annotate-share-reports-')),
  extra,
};
const results: StepResult[] = [];
const steps = stepsOf(mode);
for (const need of aheadOf(steps)) run.needs.ahead(need);
try {
  for (const step of steps) {
    if (stopped.signal.aborted) break;
    console.log(`\n── ${step.name} ${'─'.repeat(Math.max(3, 76 - step.name.length))}`);
    const start = performance.now();
    const taken = await take(step, run).catch((error: unknown) => {
      console.error(error);
      return { tally: oneFailed, note: error instanceof Error ? error.message : String(error) };
    });
    if (taken.note !== null) console.log(taken.note);
    results.push({ step: step.name, seconds: (performance.now() - start) / 1000, ...taken });
  }
} finally {
  await run.needs.close();
  rmSync(run.reports, { recursive: true, force: true });
}

const all = sum(results.map(({ tally }) => tally));
console.log(`\n${table(results)}\n\n${closingLine(all)}`);
process.exitCode = stopped.signal.aborted ? 130 : exitCodeFor(all, inCi);

function readCommandLine(): ReturnType<typeof readArguments> {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}
