/** The order of the people in their table, by the column that was chosen. */
import type { Person } from '../../contract/session.ts';

export type PeopleOrder = 'name' | 'seen' | 'requests' | 'sent';

/** What a row is ordered by. */
export type Ranked = Pick<Person, 'name' | 'here' | 'lastSeen' | 'requests' | 'bytesSent'>;

/** Names from A to Z; all else with the most first: who is here, then the latest; the most requests; the most sent. */
export function inOrder<Row extends Ranked>(rows: readonly Row[], order: PeopleOrder): readonly Row[] {
  return [...rows].sort((a, b) => compare[order](a, b) || compare.seen(a, b));
}

const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

const compare: Readonly<Record<PeopleOrder, (a: Ranked, b: Ranked) => number>> = {
  name: (a, b) => names.compare(a.name, b.name),
  seen: (a, b) => Number(b.here) - Number(a.here) || b.lastSeen.localeCompare(a.lastSeen),
  requests: (a, b) => b.requests - a.requests,
  sent: (a, b) => b.bytesSent - a.bytesSent,
};
