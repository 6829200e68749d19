/** Everybody who is invited, is or was there, one row each, and the general link that lets guests in. */
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Icon } from '../parts/icon.tsx';
import { reasonOf } from '../parts/refusal-text.ts';
import { RoleSelect } from '../parts/role-select.tsx';
import { peopleRows } from '../session/people-rows.ts';
import { refusalOf } from '../state/app-state.ts';
import { texts } from '../texts/texts.ts';
import { GoneRow, GuestPersonRow, InvitedPersonRow } from './person-rows.tsx';

export function People({ session }: { session: Session }) {
  const { open, state } = useApp();
  const { present, gone } = peopleRows(session);
  const refusal = refusalOf(state, session.id, 'people');
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
      <table class="people">
        <caption class="sr">{texts.people.table}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.people.person}</th>
            <th scope="col">{texts.people.role}</th>
            <th scope="col">{texts.people.lastSeen}</th>
            <th scope="col">
              <span class="sr">{texts.people.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {present.map((row) =>
            row.kind === 'guest' ? (
              <GuestPersonRow key={row.person.id} person={row.person} session={session} />
            ) : (
              <InvitedPersonRow key={row.invite.id} row={row} session={session} />
            ),
          )}
          <GeneralLinkRow session={session} />
          {gone.map((row) => (
            <GoneRow key={row.invite.id} row={row} session={session} />
          ))}
        </tbody>
      </table>
      <p class="caption people-foot">{texts.people.guest}</p>
    </>
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
          bare
          role={role}
          label={texts.roles.generalLabel}
          disabled={ending || !open}
          onChange={(chosen) => actions.change(session.id, 'general-link', { generalLink: { role: chosen } })}
        />
      </td>
      <td />
      <td>
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
