/** One row of the people's table: somebody invited, a guest, or somebody whose invite is over. */
import { useId, useState } from 'preact/hooks';
import type { Invite, Person, Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Avatar } from '../parts/avatar.tsx';
import { BrowsersButton } from '../parts/browsers-button.tsx';
import { CopyIcon } from '../parts/copy-button.tsx';
import { Icon } from '../parts/icon.tsx';
import { RoleSelect } from '../parts/role-select.tsx';
import { canUndo, type InvitedRow } from '../session/people-rows.ts';
import { cappedBy } from '../session/role-cap.ts';
import { roleWords } from '../session/sentences.ts';
import { format, texts } from '../texts/texts.ts';
import { BrowserRows } from './browser-rows.tsx';
import { TermsLine } from './terms-line.tsx';
import { TrafficCells, TrafficLine } from './person-traffic.tsx';

interface InvitedProps {
  readonly row: InvitedRow;
  readonly session: Session;
}

export function InvitedPersonRow({ row, session }: InvitedProps) {
  const { actions, open } = useApp();
  const [unfolded, setUnfolded] = useState(false);
  const id = useId();
  const { invite, person } = row;
  const ending = session.phase === 'stopping';
  const capped = cappedBy(invite.role, session.toggles).length > 0;
  const browsers = person?.browsers ?? [];
  return (
    <>
      <tr>
        <td>
          <div class="row gap">
            <Avatar name={invite.name} here={person?.here ?? false} />
            <div class="fit">
              <p>{invite.name}</p>
              <p class="caption">{whatOf(invite, person)}</p>
              <TrafficLine person={person} />
              <TermsLine person={person} dataUse={session.dataUse} />
              <BrowsersButton
                name={invite.name}
                count={browsers.length}
                controls={id}
                unfolded={unfolded}
                onUnfold={setUnfolded}
              />
            </div>
          </div>
        </td>
        <td>
          <RoleSelect
            bare
            role={invite.role}
            label={texts.invites.roleOf(invite)}
            disabled={ending}
            onChange={(role) => actions.changeInvite(session.id, invite.id, { role })}
          />
          {capped && <p class="caption">{roleWords(invite, session.toggles)}</p>}
        </td>
        <td class="small">{seenOf(person)}</td>
        <TrafficCells person={person} />
        <td>
          <div class="acts">
            {invite.url !== null && (
              <CopyIcon
                text={invite.url}
                label={texts.invites.copyLinkOf(invite)}
                spoken={texts.invites.linkCopied(invite)}
              />
            )}
            <button
              type="button"
              class="btn quiet ink icon"
              aria-label={texts.invites.showLink(invite)}
              title={texts.invites.showLink(invite)}
              onClick={() => open({ kind: 'invite-link', session: session.id, invite: invite.id })}
            >
              <Icon name="qr" />
            </button>
            <button
              type="button"
              class="btn quiet stop pullr"
              disabled={ending}
              aria-label={texts.invites.revokeLabel(invite)}
              onClick={() => actions.changeInvite(session.id, invite.id, { revoked: true })}
            >
              {texts.invites.revoke}
            </button>
          </div>
        </td>
      </tr>
      {unfolded && person !== null && browsers.length > 0 && (
        <BrowserRows id={id} person={person} session={session.id} />
      )}
    </>
  );
}

export function GuestPersonRow({ person, session }: { person: Person; session: Session }) {
  const { actions } = useApp();
  const gaps = { when: format.momentWithTime(person.firstSeen, new Date()) };
  const [browser] = person.browsers;
  return (
    <tr>
      <td>
        <div class="row gap">
          <Avatar name={person.name} here={person.here} />
          <div class="fit">
            <p>{person.name}</p>
            <p class="caption">
              {person.by === 'program' ? texts.people.byProgram(gaps) : texts.people.firstSeen(gaps)}
            </p>
            <TrafficLine person={person} />
            <TermsLine person={person} dataUse={session.dataUse} />
            {browser !== undefined && (
              <p class="caption">{texts.invites.browser({ browser: browser.name, address: browser.address })}</p>
            )}
          </div>
        </div>
      </td>
      <td class="small">{roleWords(person, session.toggles)}</td>
      <td class="small">{seenOf(person)}</td>
      <TrafficCells person={person} />
      <td>
        {browser !== undefined && (
          <button
            type="button"
            class="btn quiet stop pullr"
            aria-label={texts.invites.signOutLabel({ name: person.name, browser: browser.name })}
            onClick={() => actions.signOutBrowser(session.id, browser.id)}
          >
            {texts.invites.signOut}
          </button>
        )}
      </td>
    </tr>
  );
}

export function GoneRow({ row, session }: InvitedProps) {
  const { actions, open } = useApp();
  const { invite, person } = row;
  const now = new Date();
  const undo = canUndo(invite, now);
  const isRevoked = invite.state === 'revoked';
  return (
    <tr class="gone">
      <td>
        <div class="row gap">
          <Avatar name={invite.name} here={false} />
          <div class="fit">
            <p>{invite.name}</p>
            <p class="caption">
              {isRevoked
                ? texts.invites.revoked
                : texts.invites.expired({ when: format.momentWithTime(invite.expiresAt ?? '', now) })}
            </p>
            <TrafficLine person={person} />
          </div>
        </div>
      </td>
      <td class="small">{texts.roles.name(invite)}</td>
      <td class="small">{seenOf(person)}</td>
      <TrafficCells person={person} />
      <td>
        {isRevoked && undo && (
          <button
            type="button"
            class="btn quiet pullr"
            aria-label={texts.invites.undoLabel(invite)}
            onClick={() => actions.changeInvite(session.id, invite.id, { revoked: false })}
          >
            {texts.invites.undo}
          </button>
        )}
        {isRevoked && !undo && (
          <button
            type="button"
            class="btn quiet pullr"
            aria-label={texts.invites.againLabel(invite)}
            onClick={() => open({ kind: 'invite-renew', session: session.id, invite: invite.id })}
          >
            {texts.invites.again}
          </button>
        )}
        {!isRevoked && (
          <button
            type="button"
            class="btn quiet pullr"
            aria-label={texts.invites.extendLabel(invite)}
            onClick={() => open({ kind: 'invite-link', session: session.id, invite: invite.id })}
          >
            {texts.invites.extend}
          </button>
        )}
      </td>
    </tr>
  );
}

function whatOf(invite: Invite, person: Person | null): string {
  const now = new Date();
  const parts = [
    ...(person === null
      ? [texts.invites.waiting]
      : [`${texts.people.firstSeen({ when: format.momentWithTime(person.firstSeen, now) })}.`]),
    ...(invite.expiresAt === null ? [] : [texts.invites.until({ when: format.moment(invite.expiresAt, now) })]),
  ];
  return parts.join(' ');
}

function seenOf(person: Person | null): string {
  if (person === null) return texts.invites.never;
  return person.here ? texts.people.now : format.momentWithTime(person.lastSeen, new Date());
}
