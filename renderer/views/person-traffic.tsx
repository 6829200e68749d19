/** What one person asked for and was sent: two cells of their row, or a line under their name where the table is narrow. */
import type { Person } from '../../contract/session.ts';
import { format, texts } from '../texts/texts.ts';

/** Empty for somebody who did not come yet. */
export function TrafficCells({ person }: { person: Person | null }) {
  return (
    <>
      <td class="small number">{person !== null && format.count(person.requests)}</td>
      <td class="small number">{person !== null && format.bytes(person.bytesSent)}</td>
    </>
  );
}

export function TrafficLine({ person }: { person: Person | null }) {
  if (person === null) return null;
  const { requests, bytesSent } = person;
  return <p class="caption traffic">{texts.people.total({ requests, bytes: format.bytes(bytesSent) })}</p>;
}
