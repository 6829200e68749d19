/** A way out that is lost: which attempt comes when, and what the owner can do meanwhile. */
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { useNow } from '../parts/use-now.ts';
import { secondsUntil } from '../session/session-end.ts';
import { format, texts } from '../texts/texts.ts';

type Retry = NonNullable<Session['reach']['retry']>;

export function NextAttempt({ retry: { attempt, nextAt, error } }: { retry: Retry }) {
  const now = useNow(nextAt === null ? null : 500);
  const wait = nextAt === null ? 0 : secondsUntil(nextAt, now);
  return (
    <p class="caption">
      {wait === 0 ? texts.holds.tryingNow({ attempt }) : texts.holds.tryingIn({ attempt, wait: format.duration(wait) })}
      {error !== null && <> {texts.holds.latest({ reason: texts.service.told(error).message })}</>}
    </p>
  );
}

export function AttemptButtons({ session }: { session: Session }) {
  const { actions } = useApp();
  const { nextAt } = session.reach.retry ?? { nextAt: null };
  return (
    <>
      <button
        type="button"
        class="btn"
        disabled={nextAt === null}
        onClick={() => actions.change(session.id, 'tunnel', { reach: { tryNow: true } })}
      >
        {texts.holds.tryNow}
      </button>
      <button
        type="button"
        class="btn quiet"
        onClick={() => actions.change(session.id, 'tunnel', { tunnel: { provider: 'none' } })}
      >
        {texts.holds.giveUp}
      </button>
    </>
  );
}
