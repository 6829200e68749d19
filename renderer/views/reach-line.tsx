/** Who can reach the session, in one line with the way to change it. */
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { reasonOf } from '../parts/refusal-text.ts';
import { firstVisit, rungWithoutTunnel } from '../session/reach.ts';
import { refusalOf } from '../state/app-state.ts';
import { format, texts } from '../texts/texts.ts';
import { Interruptions } from './interruptions.tsx';
import { AttemptButtons, NextAttempt } from './reopening.tsx';

interface Line {
  readonly icon: IconName;
  readonly what: string;
  readonly says: string;
}

export function ReachLine({ session }: { session: Session }) {
  const { state, open, actions } = useApp();
  const line = lineOf(session);
  const refusal = refusalOf(state, session.id, 'tunnel');
  const opening = session.reach.state === 'opening';
  const isLost = session.reach.state === 'lost';
  const { retry } = session.reach;
  return (
    <section class="sect reach-line" aria-label={texts.reach.legend}>
      <div class={line.icon === 'warning' ? 'row gap trouble-here' : 'row gap'}>
        <Icon name={line.icon} />
        <div>
          <p>{line.what}</p>
          <p class="caption">{line.says}</p>
          {isLost && retry != null && <NextAttempt retry={retry} />}
          <Interruptions reach={session.reach} />
          {refusal !== null && (
            <p class="small refusal" role="alert">
              {texts.reach.refused({ reason: reasonOf(refusal) })}
            </p>
          )}
        </div>
      </div>
      <div class="row wrap">
        {isLost && <AttemptButtons session={session} />}
        {session.reach.state === 'failed' && (
          <button
            type="button"
            class="btn"
            onClick={() => actions.change(session.id, 'tunnel', { reach: { tryNow: true } })}
          >
            {texts.reach.openAgain}
          </button>
        )}
        {line.icon === 'network' && state.snapshot?.network !== undefined && (
          <button type="button" class="btn quiet" onClick={() => open({ kind: 'network', session: session.id })}>
            {texts.network.tell}
          </button>
        )}
        {opening ? (
          <button
            type="button"
            class="btn"
            onClick={() => actions.change(session.id, 'tunnel', { tunnel: { provider: 'none' } })}
          >
            {texts.reach.stopOpening}
          </button>
        ) : (
          <button
            type="button"
            class="btn quiet pullr"
            disabled={session.phase === 'stopping'}
            onClick={() => open({ kind: 'reach', session: session.id })}
          >
            {texts.reach.change}
            <span class="sr"> {texts.reach.legend}</span>
          </button>
        )}
      </div>
    </section>
  );
}

function lineOf(session: Session): Line {
  const { state, error, since, provider } = session.reach;
  if (provider !== null && state === 'opening') {
    return { icon: 'internet', what: texts.reach.opening, says: texts.reach.openingSays };
  }
  if (provider !== null && state === 'lost') {
    return { icon: 'warning', what: texts.reach.lost, says: texts.reach.lostSays };
  }
  if (state === 'failed') {
    // The banner says why; twice on one page would be once too often.
    const told = session.notices.some((notice) => notice.code === error?.code);
    const says = error === null || told ? texts.reach.failedSays : reasonOf({ failure: error });
    return { icon: 'warning', what: texts.reach.failed, says };
  }
  if (provider !== null && (state === 'up' || state === 'doubtful')) {
    const what =
      since === null ? texts.reach.up : texts.reach.upSince({ since: format.momentWithTime(since, new Date()) });
    const says = [
      texts.ways.upSays({ provider }),
      ...firstVisitSays(session),
      ...(state === 'doubtful' ? [texts.holds.doubtful] : []),
    ];
    return { icon: 'internet', what, says: says.join(' ') };
  }
  return rungWithoutTunnel(session) === 'network'
    ? { icon: 'network', what: texts.reach.onNetwork, says: texts.reach.networkSays }
    : { icon: 'computer', what: texts.reach.onComputer, says: texts.reach.computerSays };
}

function firstVisitSays({ publicUrl }: Session): readonly string[] {
  const first = firstVisit(publicUrl);
  if (first === null) return [];
  return [first === 'button' ? texts.ways.pageFirst : texts.reach.relayAsks];
}
