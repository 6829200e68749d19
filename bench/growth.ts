/** How it grows with the number of cells: the same questions of files of several sizes, kept as the figures that `plot.ts` draws. */
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startAndStop } from './first-share.ts';
import type { Growth, GrowthPoint, Pair } from './growth-figures.ts';
import { median } from './median.ts';
import { prepareGround, startLaunch, type Ground } from './peers.ts';
import { hostsOf, takenBy } from './processes.ts';
import { compareCells, fetchGene, inTurns, type Times } from './questions.ts';
import { originOf, visitorOf, WarmService } from './warm-service.ts';

const TURNS = 5;
const CLICKS = 3;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string', default: join(import.meta.dirname, 'growth.json') } },
});
if (positionals.length === 0) throw new Error('Name the files to measure with, smallest first.');

const points: GrowthPoint[] = [];
for (const dataset of positionals) {
  const point = await measure(await prepareGround(dataset));
  points.push(point);
  console.log(`${basename(dataset)}: ${JSON.stringify(point)}`);
}
const growth: Growth = { peer: 'cellxgene launch 1.3.0', points };
await writeFile(values.json, `${JSON.stringify(growth, null, 2)}\n`);

async function measure(ground: Ground): Promise<GrowthPoint> {
  const service = await WarmService.start(ground);
  try {
    const first = await service.shareAndBuild();
    const visitor = await visitorOf(first);
    const { cells, genes } = first.dataset;
    const launch = await startLaunch(ground);
    const ours = originOf(first);
    const questions = [
      await inTurns(compareCells(cells ?? 0), ours, launch, TURNS),
      await inTurns(fetchGene, ours, launch, TURNS),
    ].map(medians);
    await pause(500);
    const memoryBytes = { ours: await largestHost(service), launch: (await takenBy(launch.pid)).privateBytes };
    await launch.stop();
    await service.control.stop(first.id);
    const clicks = { ours: [] as number[], theirs: [] as number[] };
    for (let turn = 0; turn < CLICKS; turn += 1) {
      await service.untilIdle();
      const { ms, session } = await service.clickToLive(visitor);
      clicks.ours.push(ms);
      await service.control.stop(session.id);
      clicks.theirs.push(await startAndStop(() => startLaunch(ground)));
    }
    const [compareMs, geneMs] = questions;
    if (compareMs === undefined || geneMs === undefined) throw new Error('a question was not asked');
    return { cells: cells ?? 0, genes: genes ?? 0, compareMs, geneMs, memoryBytes, clickMs: medians(clicks) };
  } finally {
    await service.stop();
  }
}

function medians({ ours, theirs }: Times): Pair {
  return { ours: Math.round(median(ours) * 10) / 10, launch: Math.round(median(theirs) * 10) / 10 };
}

async function largestHost({ pid }: WarmService): Promise<number> {
  return Math.max(...(await Promise.all((await hostsOf(pid)).map(takenBy))).map(({ privateBytes }) => privateBytes));
}
