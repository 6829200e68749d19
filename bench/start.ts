/** From command to page loadable: ours against `cellxgene launch`, the same file, in turns. */
import { report } from './median.ts';
import { prepareGround, startLaunch, startOurs, untilLoadable } from './peers.ts';

const RUNS = 7;

const ground = await prepareGround(process.argv[2]);
const ours: number[] = [];
const launch: number[] = [];
// The first turn warms the page cache for both and is not counted.
for (let run = 0; run <= RUNS; run += 1) {
  const begun = performance.now();
  const one = await startOurs(ground);
  await untilLoadable(one.url, one.headers);
  const oursMs = performance.now() - begun;
  await one.stop();

  const begunToo = performance.now();
  const other = await startLaunch(ground);
  const launchMs = performance.now() - begunToo;
  await other.stop();
  if (run > 0) {
    ours.push(oursMs);
    launch.push(launchMs);
  }
}
report('Command to page loadable', ours, 'cellxgene launch', launch, 1);
