/** One person's page load: through our proxy against plain Annotate, as the same requests over six connections, like a browser's. */
import { Generator } from './generator.ts';
import { report } from './median.ts';
import { prepareGround, startLaunch, startOurs } from './peers.ts';

const RUNS = 30;
const WARMING = 3;

const ground = await prepareGround(process.argv[2]);
const peers = { ours: await startOurs(ground), launch: await startLaunch(ground) };
const generator = new Generator();
const times = { ours: [] as number[], launch: [] as number[] };
try {
  for (const peer of Object.values(peers)) await generator.meet(peer, 1);
  for (let run = 0; run < RUNS + WARMING; run += 1) {
    for (const which of ['ours', 'launch'] as const) {
      const { loadsMs, wrong } = await generator.crowd(peers[which], { people: 1, loads: 1, comparing: null });
      if (wrong.length > 0) throw new Error(wrong.join('; '));
      if (run >= WARMING) times[which].push(...loadsMs);
    }
  }
} finally {
  generator.end();
  await Promise.all([peers.ours.stop(), peers.launch.stop()]);
}
report('Page load, one person', times.ours, 'cellxgene launch', times.launch, 1.15);
