/** The rows of the ways in that are nobody's own: the general link, and the institute's sign-in. */
import type { Role, Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Icon } from '../parts/icon.tsx';
import { reasonOf } from '../parts/refusal-text.ts';
import { RoleSelect } from '../parts/role-select.tsx';
import { refusalOf } from '../state/app-state.ts';
import { texts } from '../texts/texts.ts';
import { TrafficCells } from './person-traffic.tsx';

export function GeneralLinkRow({ session }: { session: Session }) {
  const { actions, state } = useApp();
  const { role, open } = session.generalLink;
  const refusal = refusalOf(state, session.id, 'general-link');
  const words = texts.people;
  return (
    <DoorwayRow
      name={words.general}
      says={open ? words.generalOpen(session.signIn) : words.generalClosed}
      refusal={refusal === null ? null : texts.caps.refused({ reason: reasonOf(refusal) })}
      role={role}
      roleLabel={texts.roles.generalLabel}
      open={open}
      deed={open ? words.close : words.openAgain}
      deedLabel={open ? words.closeLabel : words.openAgainLabel}
      ending={session.phase === 'stopping'}
      onChange={(wish) => actions.change(session.id, 'general-link', { generalLink: wish })}
    />
  );
}

export function InstituteRow({ session }: { session: Session }) {
  const { actions } = useApp();
  if (session.institute === undefined) return null;
  const { name, role, open } = session.institute;
  const words = texts.institute;
  return (
    <DoorwayRow
      name={words.row({ name })}
      says={open ? words.open : words.closed}
      refusal={null}
      role={role}
      roleLabel={words.roleLabel({ name })}
      open={open}
      deed={open ? words.close : words.openAgain}
      deedLabel={open ? words.closeLabel({ name }) : words.openAgainLabel({ name })}
      ending={session.phase === 'stopping'}
      onChange={(wish) => actions.changeInstitute(session.id, wish)}
    />
  );
}

interface DoorwayRowProps {
  readonly name: string;
  readonly says: string;
  readonly refusal: string | null;
  readonly role: Role;
  readonly roleLabel: string;
  readonly open: boolean;
  /** What its button does. */
  readonly deed: string;
  readonly deedLabel: string;
  readonly ending: boolean;
  readonly onChange: (wish: { role: Role } | { open: boolean }) => void;
}

function DoorwayRow(props: DoorwayRowProps) {
  const { name, says, refusal, role, roleLabel, open, deed, deedLabel, ending, onChange } = props;
  return (
    <tr class={open ? 'general' : 'general closed'}>
      <td>
        <div class="row gap">
          <span class="who" aria-hidden="true">
            <Icon name="open" />
          </span>
          <div class="fit">
            <p>{name}</p>
            <p class="caption">{says}</p>
            {refusal !== null && (
              <p class="small refusal" role="alert">
                {refusal}
              </p>
            )}
          </div>
        </div>
      </td>
      <td>
        <RoleSelect
          bare
          role={role}
          label={roleLabel}
          disabled={ending || !open}
          onChange={(chosen) => onChange({ role: chosen })}
        />
      </td>
      <td />
      <TrafficCells person={null} />
      <td>
        <button
          type="button"
          class={open ? 'btn quiet stop pullr' : 'btn quiet pullr'}
          disabled={ending}
          aria-label={deedLabel}
          onClick={() => onChange({ open: !open })}
        >
          {deed}
        </button>
      </td>
    </tr>
  );
}
