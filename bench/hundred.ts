/** A hundred people at once: ours against what labs put in front of Annotate, on one machine, the same file, in turns. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ControlClient } from '../main/control/client.ts';
import type { CrowdResult } from './crowd.ts';
import { gatewayVersion, prepareGateway, startBare, startGateway, startNginx } from './fronted-peers.ts';
import { Generator, type WithCost } from './generator.ts';
import { judge, median, megabytes, percentile, saveFigures } from './median.ts';
import { ACCEPT_ENCODING, ACCEPT_ENCODING_PLAIN } from './page-plan.ts';
import { prepareGround, startLaunch, startOurs, type Ground, type Ours, type Peer } from './peers.ts';
import { familyOf, takenBy } from './processes.ts';

const PEOPLE = 100;
const ROUNDS = 4;
const COMPARING = 8;
const LOADS_WHILE_COMPARING = 60;
const BLOCKS = 3;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    /** The gateway's Python environment; made here if there is none. */
    gateway: { type: 'string', default: join(tmpdir(), `annotate-share-bench-gateway-${gatewayVersion}`) },
    rounds: { type: 'string', default: String(ROUNDS) },
  },
});
const ground = await prepareGround(positionals[0]);
const ours = await startOurs(ground);
const others: Peer[] = [];
const generator = new Generator();
try {
  phase('building the matrix store');
  const cells = await storeReady(ours);
  phase('starting the peers');
  const launch = await startLaunch(ground);
  others.push(launch, ...(await fronted(ground, launch)));
  phase('signing in');
  await meet();
  phase('bytes');
  await bytes(launch);
  phase('a thousand page loads');
  await memory();
  phase('a hundred at once');
  await atOnce();
  phase('page loads beside differential expressions');
  await whileComparing(cells, launch);
} finally {
  generator.end();
  await Promise.all([ours, ...others].map((peer) => peer.stop()));
  await saveFigures(values.json);
}

/** What it is at, on stderr: the run takes some minutes. */
function phase(what: string): void {
  console.error(`${(performance.now() / 1000).toFixed(0).padStart(4)} s  ${what}`);
}

async function storeReady({ ready }: Ours): Promise<number> {
  const control = new ControlClient(ready.control);
  for (;;) {
    const { matrixStore, dataset } = await control.session(ready.session.id);
    if (matrixStore === 'ready') return dataset.cells ?? 0;
    await pause(500);
  }
}

async function fronted(on: Ground, launch: Peer): Promise<readonly Peer[]> {
  await prepareGateway(on, values.gateway);
  const nginx = await startNginx(launch);
  if (nginx === null) console.log('nginx is left out: it is not installed (Debian: apt install nginx-light)');
  return [...(nginx === null ? [] : [nginx]), await startGateway(on, values.gateway), await startBare(ours)];
}

/** Everybody signs in, and everybody's data is the same as `cellxgene launch`'s, unpacked. */
async function meet(): Promise<void> {
  const answers = new Map<string, Awaited<ReturnType<Generator['meet']>>>();
  for (const peer of [ours, ...others]) answers.set(peer.name, await generator.meet(peer, PEOPLE));
  const launch = answers.get('cellxgene launch') ?? {};
  for (const [name, theirs] of answers) {
    for (const [path, { sha256 }] of Object.entries(launch)) {
      if (!/^api\/v0\.2\/(layout|annotations)/.test(path)) continue;
      if (theirs[path]?.sha256 !== sha256) throw new Error(`${name} answers ${path} otherwise than cellxgene launch`);
    }
  }
}

async function bytes(launch: Peer): Promise<void> {
  for (const acceptEncoding of [ACCEPT_ENCODING, ACCEPT_ENCODING_PLAIN]) {
    let launchFirst = Number.NaN;
    const [first, second] = await generator.visitTwice(ours, acceptEncoding);
    const lines: string[] = [];
    for (const peer of others) {
      const [once, again] = await generator.visitTwice(peer, acceptEncoding);
      lines.push(`${peer.name} ${megabytes(once.received)}, then ${megabytes(again.received)}`);
      if (peer === launch) launchFirst = once.received;
    }
    const [ofLaunch, ofFirst] = [first.received / launchFirst, second.received / first.received];
    if (acceptEncoding === ACCEPT_ENCODING) {
      judge(`Bytes of a first page load, of ${launch.name}`, ofLaunch, { atMost: 0.48 });
      judge('Bytes of a second load by the same browser, of the first', ofFirst, { atMost: 0.01 });
    } else {
      console.log(
        `  On a plain network, without br and zstd: ${ofLaunch.toFixed(3)} of ${launch.name}, then ${ofFirst.toFixed(4)}`,
      );
    }
    console.log(
      `             ours ${megabytes(first.received)} in ${first.requests} requests, then ${second.received} bytes in ` +
        `${second.requests}; ${lines.join('; ')}`,
    );
  }
}

interface Burst {
  readonly result: WithCost<CrowdResult>;
  readonly serverCpuSeconds: number;
}

/** All peers in turns, 100 people each time, everybody with new connections and nothing kept. */
async function atOnce(): Promise<void> {
  const bursts = new Map<Peer, Burst[]>([ours, ...others].map((peer) => [peer, []]));
  for (let round = 0; round <= Number(values.rounds); round += 1) {
    for (const [peer, of] of bursts) {
      const before = await cpuSecondsOf(peer);
      const result = await generator.crowd(peer, { people: PEOPLE, loads: 1, comparing: null });
      const serverCpuSeconds = (await cpuSecondsOf(peer)) - before;
      if (round > 0) of.push({ result, serverCpuSeconds });
      await pause(200);
    }
  }
  const mine = bursts.get(ours) ?? [];
  for (const [peer, of] of bursts) tell(peer, of);
  for (const peer of others) {
    const times = wall(bursts.get(peer) ?? []) / wall(mine);
    if (peer.name.startsWith('bare')) console.log(`             ${peer.name}: ${(1 / times).toFixed(2)} of ours`);
    else judge(`100 people at once, times faster than ${peer.name}`, times, { atLeast: 5 });
  }
  judge('100 people at once, answers of ours that were wrong', mine.flatMap(({ result }) => result.wrong).length, {
    atMost: 0,
  });
}

async function cpuSecondsOf({ pid, behind }: Peer): Promise<number> {
  const pids = [...(await familyOf(pid)), ...(behind === undefined ? [] : await familyOf(behind.pid))];
  const taken = await Promise.all(pids.map(takenBy));
  return taken.reduce((sum, { cpuSeconds }) => sum + (Number.isFinite(cpuSeconds) ? cpuSeconds : 0), 0);
}

function wall(bursts: readonly Burst[]): number {
  return median(bursts.map(({ result }) => result.wallMs));
}

function tell(peer: Peer, bursts: readonly Burst[]): void {
  const each = (of: (burst: Burst) => number) => median(bursts.map(of));
  const wrong = bursts.flatMap(({ result }) => result.wrong);
  const generatorShare = each(({ result }) => result.generatorCpuSeconds / (result.wallMs / 1000));
  console.log(
    `  ${peer.name.padEnd(22)} ${wall(bursts).toFixed(0).padStart(6)} ms; p95 of a load ` +
      `${each(({ result }) => percentile(result.loadsMs, 95)).toFixed(0)} ms; ` +
      `${megabytes(each(({ result }) => result.traffic.received) / PEOPLE)} a person; ` +
      `server ${each(({ serverCpuSeconds }) => serverCpuSeconds).toFixed(2)} s of a core, ` +
      `generator ${each(({ result }) => result.generatorCpuSeconds).toFixed(2)} s (${generatorShare.toFixed(2)} of a core); ` +
      `${each(({ result }) => result.unpacked)} of ${each(({ result }) => result.traffic.requests)} bodies unpacked, the others equal to one of those; ` +
      `${wrong.length} wrong${wrong[0] === undefined ? '' : ` (${wrong[0]})`}`,
  );
}

/** A thousand page loads by ten people; what the service takes after the first hundred is what it has to stay at. */
async function memory(): Promise<void> {
  const after: { readonly resident: number; readonly own: number }[] = [];
  for (const loads of [10, 30, 30, 30]) {
    const { wrong } = await generator.crowd(ours, { people: 10, loads, comparing: null });
    if (wrong.length > 0) throw new Error(wrong[0]);
    // The service gives back what visitors left behind once nobody has asked for three seconds.
    await pause(8000);
    const { residentBytes, privateBytes } = await takenBy(ours.pid);
    after.push({ resident: residentBytes, own: privateBytes });
  }
  const [first, last] = [after[0], after.at(-1)];
  if (first === undefined || last === undefined) return;
  const detail = after.map(({ resident, own }) => `${megabytes(resident)} (${megabytes(own)} its own)`).join(', ');
  judge(
    'Memory of the service after 1,000 page loads, of after 100',
    last.resident / first.resident,
    { atMost: 1.1 },
    detail,
  );
  judge('Memory of the service after 1,000 page loads, MB', last.resident / 1e6, { atMost: 250 });
}

/** One person after the other loads the page; 8 others compare cells all the time, every time others. */
async function whileComparing(cells: number, launch: Peer): Promise<void> {
  const p95 = async (peer: Peer, loads: number, blocks: number) => {
    const alone: number[] = [];
    const meanwhile: number[] = [];
    let answered = 0;
    let toldToWait = 0;
    for (let block = 0; block <= blocks; block += 1) {
      const without = await generator.crowd(peer, { people: 1, loads, comparing: null });
      const comparing = { askers: COMPARING, each: null, cells, seed: block + 1 };
      const during = await generator.crowd(peer, { people: 1, loads, comparing });
      const trouble = [...without.wrong, ...during.wrong, ...during.compared.lost];
      if (trouble.length > 0) throw new Error(`${peer.name}: ${trouble[0] ?? ''}`);
      if (block === 0) continue;
      alone.push(...without.loadsMs);
      meanwhile.push(...during.loadsMs);
      answered += during.compared.answered;
      toldToWait += during.compared.toldToWait;
    }
    const detail =
      `${peer.name}: ${percentile(meanwhile, 95).toFixed(0)} ms of ${percentile(alone, 95).toFixed(0)} ms ` +
      `(medians ${median(meanwhile).toFixed(0)} of ${median(alone).toFixed(0)} ms); ` +
      `${answered} differential expressions meanwhile, ${toldToWait} times told to come back`;
    return { ratio: percentile(meanwhile, 95) / percentile(alone, 95), detail };
  };
  const mine = await p95(ours, LOADS_WHILE_COMPARING, BLOCKS);
  const theirs = await p95(launch, 3, 1);
  judge(
    `95th percentile of page loads with ${COMPARING} differential expressions running, of without`,
    mine.ratio,
    { atMost: 1.5 },
    `${mine.detail}; ${theirs.detail}`,
  );
}
