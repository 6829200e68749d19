/** Who can reach the session, from private to public, each with its honest sentence. Choosing the internet here is the consent. */
import { useState } from 'preact/hooks';
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Rung } from '../parts/rung.tsx';
import { isOnInternet } from '../session/reach.ts';
import { peopleHere } from '../session/status.ts';
import { texts } from '../texts/texts.ts';
import { firstLeft, PersonalColumns } from '../views/personal-columns.tsx';
import { NetworkButtons, NetworkWarning, PrivateRungs, useNetworkChoice } from '../views/network-rung.tsx';
import { isUsable, readyWish, useWay, WayChoice } from '../views/way-choice.tsx';

export function ReachDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const { actions } = useApp();
  const isPublic = isOnInternet(session);
  const [wanted, setWanted] = useState<'private' | 'public'>(isPublic ? 'public' : 'private');
  const choice = useNetworkChoice(session);
  const way = useWay(session.reach.provider ?? undefined);
  const [left, setLeft] = useState(firstLeft(session.identifiers, session.hiddenColumns));
  const close = () => {
    actions.change(session.id, 'tunnel', { tunnel: { provider: 'none' } });
    void choice.apply();
    onClose();
  };
  const goPublic = () => {
    const tunnel = readyWish(way);
    if (tunnel === null) return;
    const hides = left.size !== session.hiddenColumns.length || session.hiddenColumns.some((name) => !left.has(name));
    actions.change(session.id, 'tunnel', { tunnel, ...(hides ? { hiddenColumns: [...left] } : {}) });
    onClose();
  };
  return (
    <Dialog title={texts.reach.legend} width="wide" onClose={onClose}>
      <fieldset>
        <legend class="sr">{texts.reach.legend}</legend>
        <PrivateRungs
          session={session}
          choice={choice}
          chosen={wanted === 'private'}
          onChoose={() => setWanted('private')}
        />
        <Rung
          icon="internet"
          label={texts.reach.internet}
          state={internetState(session)}
          says={
            isPublic ? texts.ways.says({ provider: session.reach.provider ?? 'localtunnel' }) : texts.reach.publicText
          }
          checked={wanted === 'public'}
          onChoose={() => setWanted('public')}
        />
      </fieldset>
      {!isPublic && wanted === 'public' && (
        <>
          <WayChoice state={way} />
          <PersonalColumns identifiers={session.identifiers} left={left} onChange={setLeft} />
        </>
      )}
      {isPublic && wanted === 'private' && (
        <p class="small warning-text" role="status">
          {texts.reach.leaveSays({ here: peopleHere(session) })}
        </p>
      )}
      {wanted === 'private' && <NetworkWarning choice={choice} />}
      <div class="end">
        {!isPublic && wanted === 'private' && choice.wanted !== choice.now ? (
          <NetworkButtons session={session} choice={choice} onClose={onClose} />
        ) : (wanted === 'public') === isPublic ? (
          <button type="button" class="btn main" onClick={onClose}>
            {texts.common.done}
          </button>
        ) : (
          <>
            <button type="button" class="btn" onClick={onClose}>
              {texts.common.cancel}
            </button>
            <button
              type="button"
              class="btn main"
              disabled={!isPublic && !isUsable(way)}
              onClick={isPublic ? close : goPublic}
            >
              {isPublic ? texts.reach.leavePublic : texts.reach.goPublic}
            </button>
          </>
        )}
      </div>
    </Dialog>
  );
}

function internetState({ reach }: Session): string {
  const words = {
    off: texts.reach.stateOff,
    opening: texts.reach.stateOpening,
    up: reach.provider === null ? texts.reach.stateOff : texts.reach.stateUp,
    doubtful: texts.reach.stateUp,
    lost: texts.reach.stateLost,
    failed: texts.reach.stateFailed,
  };
  return words[reach.state];
}
