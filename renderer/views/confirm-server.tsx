/** Asks the owner to compare the fingerprint of a server that ssh does not know yet. */
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { unknownServer } from '../session/reach.ts';
import { texts } from '../texts/texts.ts';

export function ConfirmServer({ session }: { session: Session }) {
  const { actions } = useApp();
  const hostKey = unknownServer(session);
  if (hostKey === null) return null;
  return (
    <div class="confirm-server" role="group" aria-label={texts.ways.confirmTitle}>
      <p class="label">{texts.ways.confirmTitle}</p>
      <p class="small muted">{texts.ways.confirmText}</p>
      <p class="mono small anywhere">{hostKey}</p>
      <div>
        <button
          type="button"
          class="btn"
          onClick={() => actions.change(session.id, 'tunnel', { tunnel: { provider: 'ssh', hostKey } })}
        >
          {texts.ways.confirm}
        </button>
      </div>
    </div>
  );
}
