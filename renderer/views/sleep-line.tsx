/** After how long without a visitor the session gives its memory back, chosen in its place; takes effect at once. */
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Icon } from '../parts/icon.tsx';
import { reasonOf } from '../parts/refusal-text.ts';
import { sleepChoices } from '../session/sleep-choices.ts';
import { refusalOf } from '../state/app-state.ts';
import { texts } from '../texts/texts.ts';

export function SleepLine({ session }: { session: Session }) {
  const { state, actions } = useApp();
  const { sleepAfterMinutes } = session;
  const refusal = refusalOf(state, session.id, 'sleep');
  return (
    <section class="sect sleep-line" aria-label={texts.sleep.legend}>
      <div class="row gap">
        <Icon name="moon" />
        <div>
          <p>{texts.sleep.what}</p>
          <p class="caption">{sleepAfterMinutes === null ? texts.sleep.neverSays : texts.sleep.says}</p>
          {refusal !== null && (
            <p class="small refusal" role="alert">
              {texts.caps.refused({ reason: reasonOf(refusal) })}
            </p>
          )}
        </div>
      </div>
      <select
        class="pick"
        aria-label={texts.sleep.label}
        disabled={session.phase === 'stopping'}
        value={valueOf(sleepAfterMinutes)}
        onChange={(event) => {
          const { value } = event.currentTarget;
          const chosen = sleepChoices(sleepAfterMinutes).find((minutes) => valueOf(minutes) === value);
          if (chosen !== undefined) actions.change(session.id, 'sleep', { sleepAfterMinutes: chosen });
        }}
      >
        {sleepChoices(sleepAfterMinutes).map((minutes) => (
          <option key={valueOf(minutes)} value={valueOf(minutes)}>
            {minutes === null ? texts.sleep.never : texts.sleep.after({ minutes })}
          </option>
        ))}
      </select>
    </section>
  );
}

function valueOf(minutes: number | null): string {
  return minutes === null ? 'never' : String(minutes);
}
