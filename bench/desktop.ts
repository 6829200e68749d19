/** What the desktop app costs while it lies in the tray, beside a bare Electron app that does nothing else, and how long quitting takes with five sessions live. Linux only. */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDisplay } from '../scripts/testing/display.ts';
import { isMissing } from '../scripts/testing/had.ts';
import { startBareTray, startOurDesktop, type DesktopApp, type OurDesktop } from './desktop-apps.ts';
import { judge, median, megabytes, saveFigures } from './median.ts';
import { prepareGround, type Ground } from './peers.ts';
import { familyOf, takenBy } from './processes.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Of each of the idle measurements. */
    seconds: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '3' },
    /** `idle` or `quit`; both when it is left out. */
    only: { type: 'string' },
    json: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const SESSIONS = 5;
/** What starting leaves to do is done by then. */
const SETTLED_AFTER_MS = 20_000;

const ground = await prepareGround(positionals[0]);
const display = await openDisplay();
if (isMissing(display)) throw new Error(display.missing);
const variables = {
  ...display.value.variables,
  ANNOTATE_SHARE_ENVIRONMENTS: ground.environments,
  DBUS_SESSION_BUS_ADDRESS: 'disabled:',
};
try {
  if (values.only !== 'quit') await measureIdle();
  if (values.only !== 'idle') await measureQuitting();
} finally {
  await display.value.close();
}
await saveFigures(values.json);

/** Both lie there during the same minute: what else the machine does, it does to both. */
async function measureIdle(): Promise<void> {
  const bare = await startBareTray(variables);
  const ours = await startOurDesktop(variables);
  await pause(SETTLED_AFTER_MS);
  const shares: number[] = [];
  const peers: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [own, peer] = await Promise.all([cpuShareOf(ours), cpuShareOf(bare)]);
    shares.push(own);
    peers.push(peer);
  }
  const service = await takenBy(ours.servicePid);
  const percent = (of: readonly number[]) => of.map((one) => one.toFixed(2)).join(', ');
  judge(
    'CPU in the tray, all processes, in percent of a core',
    median(shares),
    { atMost: 0.5 },
    `ours ${percent(shares)}; ${bare.name} ${percent(peers)}; ${rounds} times ${values.seconds} s`,
  );
  judge(
    'Resident memory of the service, idle, in MB',
    service.residentBytes / 1e6,
    { atMost: 120 },
    `${megabytes(service.privateBytes)} held for itself; all processes: ours ${await heldBy(ours)}, ${bare.name} ${await heldBy(bare)}`,
  );
  await ours.quit();
  await bare.quit();
}

async function measureQuitting(): Promise<void> {
  const ours: number[] = [];
  const peers: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const desktop = await startOurDesktop(variables);
    await shareFive(desktop, ground);
    ours.push(await desktop.quit());
    peers.push(await (await startBareTray(variables)).quit());
  }
  const seconds = (of: readonly number[]) => of.map((ms) => (ms / 1000).toFixed(2)).join(', ');
  judge(
    `Quitting with ${SESSIONS} sessions live until nothing is left, in seconds`,
    Math.min(...ours) / 1000,
    { atMost: 3 },
    `best of ours ${seconds(ours)}; a bare Electron tray ${seconds(peers)}`,
  );
}

async function shareFive({ home, client }: OurDesktop, { dataset }: Ground): Promise<void> {
  for (let number = 1; number <= SESSIONS; number += 1) {
    const copy = join(home, `cells ${number}.h5ad`);
    await copyFile(dataset, copy);
    await client.start({ dataset: copy });
  }
  while ((await client.sessions()).some(({ phase }) => phase !== 'live')) await pause(100);
}

/** In percent of one core, over the time that was asked for. */
async function cpuShareOf({ pid }: DesktopApp): Promise<number> {
  const before = await cpuSecondsOf(pid);
  const began = performance.now();
  await pause(Number(values.seconds) * 1000);
  const seconds = (performance.now() - began) / 1000;
  return (100 * ((await cpuSecondsOf(pid)) - before)) / seconds;
}

async function cpuSecondsOf(pid: number): Promise<number> {
  const taken = await Promise.all((await familyOf(pid)).map(takenBy));
  return taken.reduce((sum, { cpuSeconds }) => sum + (Number.isFinite(cpuSeconds) ? cpuSeconds : 0), 0);
}

async function heldBy({ pid }: DesktopApp): Promise<string> {
  const taken = await Promise.all((await familyOf(pid)).map(takenBy));
  return megabytes(taken.reduce((sum, { privateBytes }) => sum + privateBytes, 0));
}
