/** Everybody who is or was there, one row each, and the general link that lets them in. */
import { useState } from 'preact/hooks';
import type { Person, Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { reasonOf } from '../parts/refusal-text.ts';
import { RoleSelect } from '../parts/role-select.tsx';
import { inOrder, type PeopleOrder } from '../session/people-order.ts';
import { roleWords } from '../session/sentences.ts';
import { peopleHere } from '../session/status.ts';
import { refusalOf } from '../state/app-state.ts';
import { format, texts } from '../texts/texts.ts';

export function People({ session }: { session: Session }) {
  const [order, sortBy] = useState<PeopleOrder>('seen');
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
      <p class="muted small measure">{session.people.length === 0 ? texts.people.empty : texts.people.intro}</p>
      {session.people.length > 0 && <p class="small">{summary(session)}</p>}
      <table class="people">
        <caption class="sr">{texts.people.table}</caption>
        <thead>
          <tr>
            {head('name', texts.people.person)}
            <th scope="col">{texts.people.role}</th>
            {head('seen', texts.people.lastSeen)}
            {head('requests', texts.people.requests, 'number')}
            {head('sent', texts.people.sent, 'number')}
          </tr>
        </thead>
        <tbody>
          {inOrder(session.people, order).map((person) => (
            <PersonRow key={person.id} person={person} session={session} />
          ))}
          <GeneralLinkRow session={session} />
        </tbody>
      </table>
    </>
  );
}

function PersonRow({ person, session }: { person: Person; session: Session }) {
  const now = new Date();
  const when = format.momentWithTime(person.firstSeen, now);
  return (
    <tr>
      <td>
        <div class="row gap">
          <Avatar name={person.name} here={person.here} />
          <div class="fit">
            <p>{person.name}</p>
            <p class="caption">
              {person.by === 'program' ? texts.people.byProgram({ when }) : texts.people.firstSeen({ when })}
            </p>
            <p class="caption traffic">
              {texts.people.total({ requests: person.requests, bytes: format.bytes(person.bytesSent) })}
            </p>
          </div>
        </div>
      </td>
      <td class="small">{roleWords(person, session.toggles)}</td>
      <td class="small">{person.here ? texts.people.now : format.momentWithTime(person.lastSeen, now)}</td>
      <td class="small number">{format.count(person.requests)}</td>
      <td class="small number">{format.bytes(person.bytesSent)}</td>
    </tr>
  );
}

function GeneralLinkRow({ session }: { session: Session }) {
  const { actions, state } = useApp();
  const { role, open } = session.generalLink;
  const ending = session.phase === 'stopping';
  const refusal = refusalOf(state, session.id, 'general-link');
  return (
    <tr class={open ? 'general' : 'general closed'}>
      <td>
        <div class="row gap">
          <span class="who" aria-hidden="true">
            <Icon name="open" />
          </span>
          <div class="fit">
            <p>{texts.people.general}</p>
            <p class="caption">{open ? texts.people.generalOpen(session.signIn) : texts.people.generalClosed}</p>
            {refusal !== null && (
              <p class="small refusal" role="alert">
                {texts.caps.refused({ reason: reasonOf(refusal) })}
              </p>
            )}
          </div>
        </div>
      </td>
      <td>
        <RoleSelect
          role={role}
          label={texts.roles.generalLabel}
          disabled={ending || !open}
          onChange={(chosen) => actions.change(session.id, 'general-link', { generalLink: { role: chosen } })}
        />
      </td>
      <td colSpan={3}>
        <button
          type="button"
          class={open ? 'btn quiet stop pullr' : 'btn quiet pullr'}
          disabled={ending}
          aria-label={open ? texts.people.closeLabel : texts.people.openAgainLabel}
          onClick={() => actions.change(session.id, 'general-link', { generalLink: { open: !open } })}
        >
          {open ? texts.people.close : texts.people.openAgain}
        </button>
      </td>
    </tr>
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
