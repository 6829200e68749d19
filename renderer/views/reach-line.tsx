/** Who can reach the session, in one line with the way to change it. */
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { reasonOf } from '../parts/refusal-text.ts';
import { relayAsksFirst, rungWithoutTunnel } from '../session/reach.ts';
import { refusalOf } from '../state/app-state.ts';
import { format, texts } from '../texts/texts.ts';

interface Line {
  readonly icon: IconName;
  readonly what: string;
  readonly says: string;
}

export function ReachLine({ session }: { session: Session }) {
  const { state, open, actions } = useApp();
  const line = lineOf(session);
  const refusal = refusalOf(state, session.id, 'tunnel');
  const provide = (provider: 'none' | 'localtunnel') => actions.change(session.id, 'tunnel', { tunnel: { provider } });
  const opening = session.reach.state === 'opening';
  return (
    <section class="sect reach-line" aria-label={texts.reach.legend}>
      <div class={line.icon === 'warning' ? 'row gap trouble-here' : 'row gap'}>
        <Icon name={line.icon} />
        <div>
          <p>{line.what}</p>
          <p class="caption">{line.says}</p>
          {refusal !== null && (
            <p class="small refusal" role="alert">
              {texts.reach.refused({ reason: reasonOf(refusal) })}
            </p>
          )}
        </div>
      </div>
      <div class="row">
        {session.reach.state === 'failed' && (
          <button type="button" class="btn" onClick={() => provide('localtunnel')}>
            {texts.reach.openAgain}
          </button>
        )}
        {opening ? (
          <button type="button" class="btn" onClick={() => provide('none')}>
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
  const { state, error, interruptions, since, provider } = session.reach;
  if (provider !== null && state === 'opening') {
    return { icon: 'internet', what: texts.reach.opening, says: texts.reach.openingSays };
  }
  if (provider !== null && state === 'lost') {
    return { icon: 'warning', what: texts.reach.lost, says: texts.reach.lostSays };
  }
  if (state === 'failed') {
    // The banner says why; twice on one page would be once too often.
    const told = session.notices.some((notice) => notice.code === error?.code);
    const says = error === null || told ? texts.reach.failedSays : `${error.message} ${error.hint}`;
    return { icon: 'warning', what: texts.reach.failed, says };
  }
  if (provider !== null && state === 'up') {
    const what =
      since === null ? texts.reach.up : texts.reach.upSince({ since: format.momentWithTime(since, new Date()) });
    const says = [
      texts.reach.upSays,
      ...(relayAsksFirst(session.publicUrl) ? [texts.reach.relayAsks] : []),
      ...(interruptions.length === 0 ? [] : [texts.reach.interrupted({ times: interruptions.length })]),
    ];
    return { icon: 'internet', what, says: says.join(' ') };
  }
  return rungWithoutTunnel(session) === 'network'
    ? { icon: 'network', what: texts.reach.onNetwork, says: texts.reach.networkSays }
    : { icon: 'computer', what: texts.reach.onComputer, says: texts.reach.computerSays };
}
