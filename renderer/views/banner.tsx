/** At most one banner under the tabs: that the session rests or starts again, else the gravest notice. */
import type { ComponentChildren } from 'preact';
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { gravestNotice } from '../session/status.ts';
import { format, texts } from '../texts/texts.ts';

export function SessionBanner({ session }: { session: Session }) {
  const { actions } = useApp();
  if (session.phase === 'paused') {
    return (
      <Banner icon="pause" what={texts.session.pausedBanner} says={texts.session.pausedBannerSays}>
        <button type="button" class="btn" onClick={() => actions.change(session.id, 'paused', { paused: false })}>
          <Icon name="play" /> {texts.session.resume}
        </button>
      </Banner>
    );
  }
  const notice = gravestNotice(session.notices);
  // Why it could not be woken goes before that it sleeps.
  if (session.phase === 'asleep' && notice?.severity !== 'error') {
    return <Banner icon="moon" what={texts.session.asleepBanner} says={texts.session.asleepBannerSays} />;
  }
  if (notice !== null) {
    const tone = notice.severity === 'hint' ? 'calm' : notice.severity;
    const icon = ({ calm: 'info', warning: 'warning', error: 'error' } as const)[tone];
    const { message, hint, since } = texts.service.told(notice);
    return <Banner tone={tone} icon={icon} what={message} says={hint} since={since} />;
  }
  if (session.phase === 'starting') {
    return <Banner icon="info" what={texts.session.restartingBanner} says={texts.session.restartingBannerSays} />;
  }
  if (session.matrixStore === 'building') {
    return <Banner icon="info" what={texts.session.storeBanner} says={texts.session.storeBannerSays} />;
  }
  return null;
}

interface BannerProps {
  readonly tone?: 'calm' | 'warning' | 'error';
  readonly icon: IconName;
  readonly what: string;
  readonly says: string;
  readonly since?: string;
  readonly children?: ComponentChildren;
}

function Banner({ tone = 'calm', icon, what, says, since, children }: BannerProps) {
  return (
    <div class={`banner ${tone}`}>
      <Icon name={icon} />
      <p>
        <strong>{what}</strong> <span class="small">{says}</span>
        {since !== undefined && (
          <>
            {' '}
            <span class="small since">
              {texts.session.noticeSince({ time: format.momentWithTime(since, new Date()) })}
            </span>
          </>
        )}
      </p>
      {children}
    </div>
  );
}
