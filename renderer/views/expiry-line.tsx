/** Until when the session runs, how long that is, and the way to change it; takes effect at once. */
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { EndSelect } from '../parts/end-select.tsx';
import { Icon } from '../parts/icon.tsx';
import { reasonOf } from '../parts/refusal-text.ts';
import { useNow } from '../parts/use-now.ts';
import { extendedEnd, secondsUntil, sessionEnd } from '../session/session-end.ts';
import { refusalOf } from '../state/app-state.ts';
import { format, texts } from '../texts/texts.ts';

export function ExpiryLine({ session }: { session: Session }) {
  const { state, actions } = useApp();
  const { id, expiresAt, phase } = session;
  const now = useNow(expiresAt === null ? null : 1000);
  const refusal = refusalOf(state, id, 'expiry');
  const change = (end: string | null) => actions.change(id, 'expiry', { expiresAt: end });
  return (
    <section class="sect sleep-line" aria-label={texts.ends.legend}>
      <div class="row gap">
        <Icon name="clock" />
        <div>
          <p>
            {expiresAt === null ? texts.ends.never : texts.ends.at({ time: format.momentWithTime(expiresAt, now) })}
          </p>
          <p class="caption">
            {expiresAt === null
              ? texts.ends.neverSays
              : texts.ends.left({ left: format.duration(secondsUntil(expiresAt, now)) })}
          </p>
          {refusal !== null && (
            <p class="small refusal" role="alert">
              {texts.ends.refused({ reason: reasonOf(refusal) })}
            </p>
          )}
        </div>
      </div>
      <div class="row wrap">
        {expiresAt !== null && (
          <button
            type="button"
            class="btn"
            disabled={phase === 'stopping'}
            onClick={() => change(extendedEnd(expiresAt))}
          >
            {texts.ends.extend}
          </button>
        )}
        <EndSelect
          set={expiresAt}
          now={now}
          disabled={phase === 'stopping'}
          onChoose={(choice) => change(sessionEnd(choice, new Date()))}
        />
      </div>
    </section>
  );
}
