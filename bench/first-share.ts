/** From command to page loadable, with nothing kept of an earlier share: no matrix store, no service that runs already. */
import { startLaunch, startOurs, untilLoadable, type Ground } from './peers.ts';
import { timed, type Times } from './questions.ts';

/** In turns. The first warms the page cache for both and is not counted. */
export async function firstShare(ground: Ground, turns: number): Promise<Times> {
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let turn = 0; turn <= turns; turn += 1) {
    const ours = await startAndStop(async () => {
      const peer = await startOurs(ground);
      await untilLoadable(peer.url, peer.headers);
      return peer;
    });
    const theirs = await startAndStop(() => startLaunch(ground));
    if (turn === 0) continue;
    times.ours.push(ours);
    times.theirs.push(theirs);
  }
  return times;
}

/** Milliseconds that starting took. */
export async function startAndStop(start: () => Promise<{ stop(): Promise<void> }>): Promise<number> {
  let started: { stop(): Promise<void> } | null = null;
  const took = await timed(async () => (started = await start()));
  await (started as { stop(): Promise<void> } | null)?.stop();
  return took;
}
