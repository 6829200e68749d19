/** What one person asks of a dataset, timed, at ours and at a peer in turns. */
import { request } from 'undici';
import { selection } from './crowd.ts';
import { ACCEPT_ENCODING, type Origin } from './page-plan.ts';

export type Question = (of: Origin, turn: number) => Promise<void>;

/** A twelfth of the cells against the next twelfth, others each time. */
export function compareCells(cells: number): Question {
  return (of, turn) =>
    ask(of, 'POST', 'api/v0.2/diffexp/obs', 'application/json', selection(cells, (turn * 97) % Math.floor(cells / 2)));
}

/** Another gene each time: neither has seen it. */
export const fetchGene: Question = (of, turn) =>
  ask(
    of,
    'PUT',
    'api/v0.2/data/var',
    'application/octet-stream',
    JSON.stringify({ filter: { var: { index: [turn * 17 + 3] } } }),
  );

export interface Times {
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
}

/** The first turn warms both and is not counted. */
export async function inTurns(question: Question, ours: Origin, theirs: Origin, turns: number): Promise<Times> {
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let turn = 0; turn <= turns; turn += 1) {
    const first = await timed(() => question(ours, turn));
    const second = await timed(() => question(theirs, turn));
    if (turn === 0) continue;
    times.ours.push(first);
    times.theirs.push(second);
  }
  return times;
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** On a connection of its own: Annotate's server closes each one after an answer, and one that is being closed is no figure. */
async function ask(
  { url, headers }: Origin,
  method: 'POST' | 'PUT',
  path: string,
  accept: string,
  body: string,
): Promise<void> {
  const answer = await request(new URL(path, url), {
    method,
    headers: { ...headers, accept, 'content-type': 'application/json', 'accept-encoding': ACCEPT_ENCODING },
    body,
    reset: true,
    headersTimeout: 0,
  });
  await answer.body.arrayBuffer();
  if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}`);
}
