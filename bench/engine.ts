/** What one person waits for on a large dataset, warm, with the matrix store in use: ours through the proxy against `cellxgene launch`. */
import { setTimeout as pause } from 'node:timers/promises';
import { readFile } from 'node:fs/promises';
import { ControlClient } from '../main/control/client.ts';
import { parseMemory } from '../main/annotate/host-usage.ts';
import { median, report } from './median.ts';
import { prepareGround, startLaunch, startOurs, type Peer } from './peers.ts';

const RUNS = 7;

type Ask = (peer: Peer, turn: number) => Promise<void>;

async function send(peer: Peer, method: string, path: string, accept: string, body: object): Promise<void> {
  const answer = await fetch(new URL(path, peer.url), {
    method,
    headers: { ...peer.headers, accept, 'content-type': 'application/json', 'accept-encoding': 'gzip' },
    body: JSON.stringify(body),
  });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
}

/** A twelfth of the cells against the next twelfth: what a person selects. */
function compare(cells: number): Ask {
  const twelfth = Math.floor(cells / 12);
  const set = (from: number) => ({ filter: { obs: { index: [[from, from + twelfth]] } } });
  return (peer) =>
    send(peer, 'POST', 'api/v0.2/diffexp/obs', 'application/json', {
      mode: 'topN',
      count: 50,
      set1: set(0),
      set2: set(twelfth),
    });
}

/** Another gene each time: neither has seen it. */
const fetchGene: Ask = (peer, turn) =>
  send(peer, 'PUT', 'api/v0.2/data/var', 'application/octet-stream', { filter: { var: { index: [turn * 17 + 3] } } });

async function timed(ask: Ask, peer: Peer, turn: number): Promise<number> {
  const begun = performance.now();
  await ask(peer, turn);
  return performance.now() - begun;
}

async function inTurns(ask: Ask, ours: Peer, theirs: Peer): Promise<readonly [number[], number[]]> {
  const times: [number[], number[]] = [[], []];
  for (let turn = 0; turn <= RUNS; turn += 1) {
    const [first, second] = [await timed(ask, ours, turn), await timed(ask, theirs, turn)];
    if (turn === 0) continue; // both warm first
    times[0].push(first);
    times[1].push(second);
  }
  return times;
}

const ground = await prepareGround(process.argv[2]);
const ours = await startOurs(ground);
const control = new ControlClient(ours.ready.control);
const session = () => control.session(ours.ready.session.id);
while ((await session()).matrixStore !== 'ready') await pause(500);
const launch = await startLaunch(ground);
try {
  const { cells } = (await session()).dataset;
  report('Differential expression', ...pair(await inTurns(compare(cells ?? 0), ours, launch)), 1 / 40);
  report('A gene never asked before', ...pair(await inTurns(fetchGene, ours, launch)), 1 / 20);
  await pause(3000); // the next look at the host's memory
  const memory = (await session()).resources.memoryBytes ?? Number.NaN;
  const theirs = parseMemory(await readFile(`/proc/${launch.pid}/smaps_rollup`, 'utf8')) ?? Number.NaN;
  console.log(
    `Memory held for itself: ${(memory / theirs).toFixed(2)} of cellxgene launch ` +
      `(${(memory / 1e6).toFixed(0)} of ${(theirs / 1e6).toFixed(0)} MB), after the questions above`,
  );
} finally {
  await Promise.all([ours.stop(), launch.stop()]);
}

function pair([mine, theirs]: readonly [number[], number[]]): readonly [number[], string, number[]] {
  console.log(`${(median(theirs) / median(mine)).toFixed(0)} times faster:`);
  return [mine, 'cellxgene launch', theirs];
}
