/** The rows of people who come by an identity provider. */
import { useId, useState } from 'preact/hooks';
import type { Person, Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Avatar } from '../parts/avatar.tsx';
import { BrowsersButton } from '../parts/browsers-button.tsx';
import { RoleSelect } from '../parts/role-select.tsx';
import { cappedBy } from '../session/role-cap.ts';
import { roleWords } from '../session/sentences.ts';
import { format, texts } from '../texts/texts.ts';
import { BrowserRows } from './browser-rows.tsx';
import { TrafficCells, TrafficLine } from './person-traffic.tsx';
import { TermsLine } from './terms-line.tsx';

export function MemberRow({ person, session }: { person: Person; session: Session }) {
  const { actions } = useApp();
  const [unfolded, setUnfolded] = useState(false);
  const id = useId();
  const now = new Date();
  const blocked = person.blocked === true;
  const ending = session.phase === 'stopping';
  const seen = texts.people.firstSeen({ when: format.momentWithTime(person.firstSeen, now) });
  return (
    <>
      <tr class={blocked ? 'gone' : undefined}>
        <td>
          <div class="row gap">
            <Avatar name={person.name} here={person.here} />
            <div class="fit">
              <p>{person.name}</p>
              <p class="caption">
                {blocked ? texts.institute.blocked : texts.institute.account({ account: person.account ?? null, seen })}
              </p>
              <TrafficLine person={person} />
              <TermsLine person={person} dataUse={session.dataUse} />
              <BrowsersButton
                name={person.name}
                count={person.browsers.length}
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
            role={person.role}
            label={texts.invites.roleOf(person)}
            disabled={ending || blocked}
            onChange={(role) => actions.changePerson(session.id, person.id, { role })}
          />
          {cappedBy(person.role, session.toggles).length > 0 && (
            <p class="caption">{roleWords(person, session.toggles)}</p>
          )}
        </td>
        <td class="small">{person.here ? texts.people.now : format.momentWithTime(person.lastSeen, now)}</td>
        <TrafficCells person={person} />
        <td>
          <button
            type="button"
            class={blocked ? 'btn quiet pullr' : 'btn quiet stop pullr'}
            disabled={ending}
            aria-label={blocked ? texts.institute.letBackLabel(person) : texts.institute.putOutLabel(person)}
            onClick={() => actions.changePerson(session.id, person.id, { blocked: !blocked })}
          >
            {blocked ? texts.institute.letBack : texts.institute.putOut}
          </button>
        </td>
      </tr>
      {unfolded && person.browsers.length > 0 && <BrowserRows id={id} person={person} session={session.id} />}
    </>
  );
}
