/** Everybody who is invited, is or was there, one row each, and the general link that lets guests in. */
import { useState } from 'preact/hooks';
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Icon } from '../parts/icon.tsx';
import { reasonOf } from '../parts/refusal-text.ts';
import type { PeopleOrder } from '../session/people-order.ts';
import { peopleRows } from '../session/people-rows.ts';
import { peopleHere } from '../session/status.ts';
import { refusalOf } from '../state/app-state.ts';
import { format, texts } from '../texts/texts.ts';
import { DataUse } from './data-use.tsx';
import { GeneralLinkRow, InstituteRow } from './doorway-rows.tsx';
import { MemberRow } from './institute-rows.tsx';
import { GoneRow, GuestPersonRow, InvitedPersonRow } from './person-rows.tsx';

export function People({ session }: { session: Session }) {
  const { open, state } = useApp();
  const [order, sortBy] = useState<PeopleOrder>('seen');
  const { present, gone } = peopleRows(session, order);
  const refusal = refusalOf(state, session.id, 'people');
  const head = (column: PeopleOrder, text: string, kind?: string) => (
    <th
      scope="col"
      class={kind}
      aria-sort={order === column ? (column === 'name' ? 'ascending' : 'descending') : 'none'}
    >
      <button type="button" class="sort" onClick={() => sortBy(column)}>
        {text}
        <Icon name="down" />
      </button>
    </th>
  );
  return (
    <>
      <div class="row wrap people-head">
        <p class="muted small measure">{texts.invites.intro}</p>
        <button
          type="button"
          class="btn"
          disabled={session.url === null || session.phase === 'stopping'}
          onClick={() => open({ kind: 'invite', session: session.id })}
        >
          <Icon name="plus" /> {texts.invites.add}
        </button>
      </div>
      {refusal !== null && (
        <p class="small refusal" role="alert">
          {texts.invites.refused({ reason: reasonOf(refusal) })}
        </p>
      )}
      {session.people.length > 0 && <p class="small people-sum">{summary(session)}</p>}
      <table class="people">
        <caption class="sr">{texts.people.table}</caption>
        <thead>
          <tr>
            {head('name', texts.people.person)}
            <th scope="col">{texts.people.role}</th>
            {head('seen', texts.people.lastSeen)}
            {head('requests', texts.people.requests, 'number')}
            {head('sent', texts.people.sent, 'number')}
            <th scope="col">
              <span class="sr">{texts.people.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {present.map((row) =>
            row.kind === 'guest' && row.person.by === 'oidc' ? (
              <MemberRow key={row.person.id} person={row.person} session={session} />
            ) : row.kind === 'guest' ? (
              <GuestPersonRow key={row.person.id} person={row.person} session={session} />
            ) : (
              <InvitedPersonRow key={row.invite.id} row={row} session={session} />
            ),
          )}
          <InstituteRow session={session} />
          <GeneralLinkRow session={session} />
          {gone.map((row) => (
            <GoneRow key={row.invite.id} row={row} session={session} />
          ))}
        </tbody>
      </table>
      <p class="caption people-foot">{texts.people.guest}</p>
      <DataUse session={session} />
    </>
  );
}

/** Who is here now and what everybody together was sent. */
function summary(session: Session): string {
  const here = peopleHere(session);
  const { requests, bytesSent } = session.resources;
  return [
    here === 0 ? texts.people.nobodyHere : texts.people.hereCount({ count: here }),
    texts.people.total({ requests, bytes: format.bytes(bytesSent) }),
  ].join(' · ');
}
