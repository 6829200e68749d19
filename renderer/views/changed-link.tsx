/** The link became another one: the old one struck through, until the owner says that people know. */
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { format, texts } from '../texts/texts.ts';

export function ChangedLink({ session }: { session: Session }) {
  const { actions } = useApp();
  const { changed } = session.reach;
  if (changed == null || session.publicUrl === null) return null;
  const old = `${changed.from}${new URL(session.publicUrl).pathname}`;
  return (
    <div class="row wrap changed-link">
      <p class="small">
        {texts.holds.changed({ time: format.momentWithTime(changed.at, new Date()) })}{' '}
        <s class="mono anywhere muted">{old}</s>
      </p>
      <button type="button" class="btn" onClick={() => actions.change(session.id, 'tunnel', { reach: { told: true } })}>
        {texts.holds.told}
      </button>
    </div>
  );
}
