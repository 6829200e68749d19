/** The order of the people in their table, by the column that was chosen. */
import type { Person } from '../../contract/session.ts';

export type PeopleOrder = 'name' | 'seen' | 'requests' | 'sent';

/** Names from A to Z; all else with the most first: who is here, then the latest; the most requests; the most sent. */
export function inOrder(people: readonly Person[], order: PeopleOrder): readonly Person[] {
  return [...people].sort((a, b) => compare[order](a, b) || compare.seen(a, b));
}

const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

const compare: Readonly<Record<PeopleOrder, (a: Person, b: Person) => number>> = {
  name: (a, b) => names.compare(a.name, b.name),
  seen: (a, b) => Number(b.here) - Number(a.here) || b.lastSeen.localeCompare(a.lastSeen),
  requests: (a, b) => b.requests - a.requests,
  sent: (a, b) => b.bytesSent - a.bytesSent,
};
