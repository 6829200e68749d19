/** A large dataset with its matrix store in use: what one person waits for, what many at once get, and the memory it takes. */
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { ControlClient } from '../main/control/client.ts';
import type { CrowdResult } from './crowd.ts';
import { Generator } from './generator.ts';
import { judge, megabytes, percentile, reportFaster, saveFigures, spread } from './median.ts';
import { prepareGround, startLaunch, startOurs, type Ours } from './peers.ts';
import { hostsOf, MemoryWatch, takenBy } from './processes.ts';
import { compareCells, fetchGene, inTurns } from './questions.ts';

const TURNS = 7;
const ROUNDS = 3;
/** 64 people with a selection each; and 4 others who load the page 5 times each meanwhile. */
const ASKERS = 64;
const LOOKERS = 4;
const LOADS = 5;

const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const ground = await prepareGround(positionals[0]);
const ours = await startOurs(ground);
const control = new ControlClient(ours.ready.control);
const session = () => control.session(ours.ready.session.id);
while ((await session()).matrixStore !== 'ready') await pause(500);
const cells = (await session()).dataset.cells ?? 0;
await pause(2000);
try {
  const { launchIdle, launchAfter, live } = await besideLaunch(ours);
  judge(
    'Private memory of the host, live, of cellxgene launch',
    live / launchIdle,
    { atMost: 1 / 6 },
    [
      `${megabytes(live)} of ${megabytes(launchIdle)}; after the questions above`,
      `${megabytes(await largestHost(ours))} of ${megabytes(launchAfter)}`,
    ].join(' '),
  );
  await crowded(ours, launchIdle);
} finally {
  await ours.stop();
  await saveFigures(values.json);
}

async function besideLaunch(
  peer: Ours,
): Promise<{ readonly launchIdle: number; readonly launchAfter: number; readonly live: number }> {
  const launch = await startLaunch(ground);
  try {
    const [live, { privateBytes: launchIdle }] = [await largestHost(peer), await takenBy(launch.pid)];
    const compared = await inTurns(compareCells(cells), peer, launch, TURNS);
    reportFaster('Differential expression, warm', compared.ours, launch.name, compared.theirs, 40);
    const genes = await inTurns(fetchGene, peer, launch, TURNS);
    reportFaster('A gene never asked before', genes.ours, launch.name, genes.theirs, 20);
    return { launchIdle, launchAfter: (await takenBy(launch.pid)).privateBytes, live };
  } finally {
    await launch.stop();
  }
}

/** Not asked of `cellxgene launch`: eight at once took it to more memory than the machine has, and the kernel ended it. */
async function crowded(peer: Ours, launchIdle: number): Promise<void> {
  const generator = new Generator();
  const watch = new MemoryWatch(() => hostsOf(peer.pid));
  const alone: CrowdResult[] = [];
  const together: CrowdResult[] = [];
  try {
    await generator.meet(peer, LOOKERS + ASKERS);
    for (let round = 0; round <= ROUNDS; round += 1) {
      const people = { people: LOOKERS, loads: LOADS };
      const without = await generator.crowd(peer, { ...people, comparing: null });
      const comparing = { askers: ASKERS, each: 1, cells, seed: round + 1 };
      const during = await generator.crowd(peer, { ...people, comparing });
      if (round === 0) continue;
      alone.push(without);
      together.push(during);
    }
  } finally {
    generator.end();
    await watch.stop();
  }
  const lost = [...alone, ...together].flatMap(({ wrong, compared }) => [...wrong, ...compared.lost]);
  const answered = together.reduce((sum, { compared }) => sum + compared.answered, 0);
  const toldToWait = together.reduce((sum, { compared }) => sum + compared.toldToWait, 0);
  const ms = together.flatMap(({ compared }) => compared.ms);
  judge(
    `${ASKERS} differential expressions and ${LOOKERS * LOADS} page loads at once, lost`,
    lost.length,
    { atMost: 0 },
    `${answered} answered in ${ROUNDS} rounds, ${toldToWait} times told to come back (503, Retry-After honoured); ` +
      `each waited ${spread(ms)}${lost.length === 0 ? '' : `; first: ${lost[0] ?? ''}`}`,
  );
  judge(
    'Private memory of the host meanwhile at most, of cellxgene launch idle',
    watch.one / launchIdle,
    { atMost: 1 / 4 },
    `${megabytes(watch.one)} (with a spare host ${megabytes(watch.together)}) of ${megabytes(launchIdle)}`,
  );
  const p95 = (results: readonly CrowdResult[]) =>
    percentile(
      results.flatMap(({ loadsMs }) => loadsMs),
      95,
    );
  judge(
    'Page loads meanwhile, 95th percentile, of without',
    p95(together) / p95(alone),
    { atMost: 2 },
    `${p95(together).toFixed(0)} ms of ${p95(alone).toFixed(0)} ms`,
  );
}

async function largestHost(peer: Ours): Promise<number> {
  const taken = await Promise.all((await hostsOf(peer.pid)).map(takenBy));
  return Math.max(...taken.map(({ privateBytes }) => privateBytes));
}
