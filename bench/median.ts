/** What the benchmarks print: medians of interleaved runs, their ratios, and whether a target is reached. */
import { writeFile } from 'node:fs/promises';

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** Between the two nearest where it falls between. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = ((sorted.length - 1) * percent) / 100;
  const lower = sorted[Math.floor(at)] ?? Number.NaN;
  const upper = sorted[Math.ceil(at)] ?? Number.NaN;
  return lower + (upper - lower) * (at - Math.floor(at));
}

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly target: string;
  readonly reached: boolean;
  readonly detail: string;
}

const figures: Figure[] = [];

export type Target = { readonly atMost: number } | { readonly atLeast: number };

/** Prints a figure with its target. A benchmark that misses one ends with exit code 1. */
export function judge(name: string, value: number, target: Target, detail = ''): void {
  const reached = 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
  const wanted = 'atMost' in target ? `at most ${neat(target.atMost)}` : `at least ${neat(target.atLeast)}`;
  console.log(`${reached ? 'reached    ' : 'NOT reached'}  ${name}: ${neat(value)} (${wanted})`);
  if (detail !== '') console.log(`             ${detail}`);
  if (!reached) process.exitCode = 1;
  figures.push({ name, value, target: wanted, reached, detail });
}

/** For whoever keeps figures: all that was judged so far. */
export async function saveFigures(path: string | undefined): Promise<void> {
  if (path !== undefined) await writeFile(path, `${JSON.stringify(figures, null, 2)}\n`);
}

export function report(
  name: string,
  ours: readonly number[],
  peer: string,
  theirs: readonly number[],
  mustReach: number,
): void {
  judge(
    `${name}, of ${peer}`,
    median(ours) / median(theirs),
    { atMost: mustReach },
    `ours ${spread(ours)}; ${peer} ${spread(theirs)}`,
  );
}

/** For a target that says how many times faster ours has to be. */
export function reportFaster(
  name: string,
  ours: readonly number[],
  peer: string,
  theirs: readonly number[],
  times: number,
): void {
  judge(
    `${name}, times faster than ${peer}`,
    median(theirs) / median(ours),
    { atLeast: times },
    `ours ${spread(ours)}; ${peer} ${spread(theirs)}`,
  );
}

export function spread(values: readonly number[]): string {
  const whole = (value: number) => value.toFixed(median(values) < 20 ? 1 : 0);
  return `${whole(median(values))} ms (${whole(Math.min(...values))} to ${whole(Math.max(...values))}, ${values.length} runs)`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 10e6 ? 2 : 0)} MB`;
}

function neat(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
