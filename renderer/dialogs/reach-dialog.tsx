/** Who can reach the session, from private to public, each with its honest sentence. Choosing the internet here is the consent. */
import { useId, useState } from 'preact/hooks';
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { isOnInternet, rungWithoutTunnel } from '../session/reach.ts';
import { peopleHere } from '../session/status.ts';
import { texts } from '../texts/texts.ts';

export function ReachDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const { actions } = useApp();
  const isPublic = isOnInternet(session);
  const [wanted, setWanted] = useState<'private' | 'public'>(isPublic ? 'public' : 'private');
  const own = rungWithoutTunnel(session);
  const apply = (provider: 'none' | 'localtunnel') => {
    actions.change(session.id, 'tunnel', { tunnel: { provider } });
    onClose();
  };
  return (
    <Dialog title={texts.reach.legend} width="wide" onClose={onClose}>
      <fieldset>
        <legend class="sr">{texts.reach.legend}</legend>
        <Rung
          icon={own}
          label={texts.reach[own]}
          state={texts.reach.stateReady}
          says={own === 'network' ? texts.reach.networkSays : texts.reach.computerSays}
          checked={wanted === 'private'}
          onChoose={() => setWanted('private')}
        />
        <Rung
          icon="internet"
          label={texts.reach.internet}
          state={internetState(session)}
          says={isPublic ? texts.reach.internetSays : texts.reach.publicText}
          checked={wanted === 'public'}
          onChoose={() => setWanted('public')}
        />
      </fieldset>
      {isPublic && wanted === 'private' && (
        <p class="small warning-text" role="status">
          {texts.reach.leaveSays({ here: peopleHere(session) })}
        </p>
      )}
      <div class="end">
        {(wanted === 'public') === isPublic ? (
          <button type="button" class="btn main" onClick={onClose}>
            {texts.common.done}
          </button>
        ) : (
          <>
            <button type="button" class="btn" onClick={onClose}>
              {texts.common.cancel}
            </button>
            <button type="button" class="btn main" onClick={() => apply(isPublic ? 'none' : 'localtunnel')}>
              {isPublic ? texts.reach.leavePublic : texts.reach.goPublic}
            </button>
          </>
        )}
      </div>
    </Dialog>
  );
}

interface RungProps {
  readonly icon: 'computer' | 'network' | 'internet';
  readonly label: string;
  readonly state: string;
  readonly says: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
}

function Rung({ icon, label, state, says, checked, onChoose }: RungProps) {
  const id = useId();
  return (
    <div class="rung">
      <input
        id={id}
        type="radio"
        name="reach"
        checked={checked}
        data-first={checked}
        aria-describedby={`${id}-says`}
        onChange={onChoose}
      />
      <label for={id} class="row">
        <Icon name={icon} /> {label}
      </label>
      <span class="small muted">{state}</span>
      <p id={`${id}-says`} class="small muted tell">
        {says}
      </p>
    </div>
  );
}

function internetState({ reach }: Session): string {
  const words = {
    off: texts.reach.stateOff,
    opening: texts.reach.stateOpening,
    up: reach.provider === null ? texts.reach.stateOff : texts.reach.stateUp,
    lost: texts.reach.stateLost,
    failed: texts.reach.stateFailed,
  };
  return words[reach.state];
}
