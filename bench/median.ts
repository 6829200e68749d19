/** What the benchmarks print: medians of interleaved runs, and their ratio. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export function report(
  name: string,
  ours: readonly number[],
  peer: string,
  theirs: readonly number[],
  mustReach: number,
): void {
  const ratio = median(ours) / median(theirs);
  const range = (values: readonly number[]) => `${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)}`;
  console.log(
    `${name}: ${ratio.toFixed(2)} of ${peer} (must reach ${mustReach}): ${ratio <= mustReach ? 'reached' : 'NOT reached'}`,
  );
  console.log(`  ours   median ${median(ours).toFixed(0)} ms, ${range(ours)}, ${ours.length} runs`);
  console.log(`  ${peer}   median ${median(theirs).toFixed(0)} ms, ${range(theirs)}, ${theirs.length} runs`);
  if (ratio > mustReach) process.exitCode = 1;
}
