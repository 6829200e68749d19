/** What is worth a notification while nobody looks at the window: how a wait ended, and that a session is over. Pure. */
import type { Snapshot } from '../../contract/control.ts';
import { words } from './words.ts';

export interface News {
  readonly session: string;
  readonly title: string;
  readonly text: string;
}

export function newsBetween(before: Snapshot, after: Snapshot): readonly News[] {
  return after.sessions.flatMap(({ id, title, phase, error }) => {
    const earlier = before.sessions.find((session) => session.id === id);
    if (earlier === undefined || earlier.phase === phase) return [];
    // The number of cells is known from the first time on that it was ready: a host that starts again is no news.
    if (phase === 'live' && earlier.dataset.cells === null) return [{ session: id, title, text: words.isReady }];
    if (phase === 'failed') return [{ session: id, title, text: error?.message ?? words.isFailed }];
    return [];
  });
}
