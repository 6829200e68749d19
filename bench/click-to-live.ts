/** How long a click on Share takes: the first time, in a service that runs already, and when a sleeping session is visited. */
import { parseArgs } from 'node:util';
import type { Browser } from './browser.ts';
import { firstShare, startAndStop } from './first-share.ts';
import { judge, median, report, reportFaster, saveFigures, spread } from './median.ts';
import { prepareGround, startLaunch } from './peers.ts';
import { fetchGene, timed } from './questions.ts';
import { schemaBy, shareOnce, WarmService } from './warm-service.ts';

const TURNS = 7;
const FIRST_TURNS = 3;
const WAKING_TURNS = 5;
/** 0.6 s: the shortest that makes no difference to what is measured. */
const SLEEP_AFTER_MINUTES = 0.01;

const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const ground = await prepareGround(positionals[0]);
const service = await WarmService.start(ground);
try {
  const visitor = await shareOnce(service);
  const second: number[] = [];
  const launch: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    await service.untilIdle();
    const { ms, session } = await service.clickToLive(visitor);
    second.push(ms);
    await service.control.stop(session.id);
    launch.push(await startAndStop(() => startLaunch(ground)));
  }
  reportFaster('Second session of the same file, click to live', second, 'cellxgene launch', launch, 5);
  judge('Second session of the same file, ms', median(second), { atMost: 1000 }, spread(second));
  await wake(visitor);
} finally {
  await service.stop();
}
const first = await firstShare(ground, FIRST_TURNS);
report('First share, command to loadable', first.ours, 'cellxgene launch', first.theirs, 1);
await saveFigures(values.json);

/** What the proxy knows it answers at once; what only the host can tell has to wait for it. */
async function wake(visitor: Browser): Promise<void> {
  const { session } = await service.clickToLive(visitor);
  const origin = { url: visitor.address.url, headers: visitor.headers({}) };
  const known: number[] = [];
  const unknown: number[] = [];
  for (let turn = 0; turn < WAKING_TURNS; turn += 1) {
    await fallAsleep(session.id);
    known.push(await timed(() => schemaBy(visitor)));
    await fallAsleep(session.id);
    unknown.push(await timed(() => fetchGene(origin, turn)));
  }
  judge('Visit of a sleeping session: its schema, ms', median(known), { atMost: 1000 }, spread(known));
  judge(
    'Visit of a sleeping session: a gene, for which its host has to wake, ms',
    median(unknown),
    { atMost: 1000 },
    spread(unknown),
  );
}

async function fallAsleep(id: string): Promise<void> {
  await service.untilIdle();
  await service.control.change(id, { sleepAfterMinutes: SLEEP_AFTER_MINUTES });
  await service.until(id, ({ phase }) => phase === 'asleep', 50);
  await service.control.change(id, { sleepAfterMinutes: null });
  await service.untilIdle();
}
