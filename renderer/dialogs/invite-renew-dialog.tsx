/** Asks before a person's link is replaced, because the old one is in somebody's mail. */
import { useState } from 'preact/hooks';
import type { Invite, Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Dialog } from '../parts/dialog.tsx';
import { reasonOf } from '../parts/refusal-text.ts';
import { Refused } from '../service/control-client.ts';
import { texts } from '../texts/texts.ts';

interface InviteRenewDialogProps {
  readonly session: Session;
  readonly invite: Invite;
  readonly onClose: () => void;
}

export function InviteRenewDialog({ session, invite, onClose }: InviteRenewDialogProps) {
  const { client, open } = useApp();
  const [signOut, setSignOut] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const browsers = session.people.find(({ id }) => id === invite.person)?.browsers.length ?? 0;
  const renew = () => {
    client.renewInvite(invite.id, signOut).then(
      () => open({ kind: 'invite-link', session: session.id, invite: invite.id }),
      (error: unknown) => {
        const reason = reasonOf({ failure: error instanceof Refused ? error.failure : null });
        setRefused(texts.invites.notMade({ reason }));
      },
    );
  };
  return (
    <Dialog title={texts.invites.renewTitle(invite)} alert onClose={onClose}>
      <p class="muted">{texts.invites.renewSays}</p>
      {browsers > 0 && (
        <label class="row small with-password">
          <input
            class="tick"
            type="checkbox"
            checked={signOut}
            onChange={(event) => setSignOut(event.currentTarget.checked)}
          />
          {texts.invites.renewSignOut({ count: browsers })}
        </label>
      )}
      {refused !== null && (
        <p class="small refusal" role="alert">
          {refused}
        </p>
      )}
      <div class="end">
        <button type="button" class="btn" data-first="true" onClick={onClose}>
          {texts.invites.renewKeep}
        </button>
        <button type="button" class="btn main" onClick={renew}>
          {texts.invites.renewConfirm}
        </button>
      </div>
    </Dialog>
  );
}
