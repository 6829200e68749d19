/** One person's link: to copy, to point a camera at, with its end, and a way to a new one. */
import type { Invite, Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { CopyButton, useCopy } from '../parts/copy-button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Notice } from '../parts/notice.tsx';
import { QrPicture } from '../parts/qr-picture.tsx';
import { linkOf } from '../session/link.ts';
import { endOf, expiryChoices } from '../session/expiry.ts';
import { format, texts } from '../texts/texts.ts';

interface InviteLinkDialogProps {
  readonly session: Session;
  readonly invite: Invite;
  readonly onClose: () => void;
}

export function InviteLinkDialog({ session, invite, onClose }: InviteLinkDialogProps) {
  const { client, open } = useApp();
  const url = invite.url ?? '';
  const [copied, copy] = useCopy(url, texts.invites.linkCopied(invite));
  const link = linkOf(session);
  return (
    <Dialog title={texts.invites.linkTitle(invite)} onClose={onClose}>
      {link.kind === 'ready' && link.rung === 'computer' ? (
        <Notice severity="warning" what={texts.invites.onlyHere} />
      ) : (
        <p class="small muted">{texts.invites.linkSays(invite)}</p>
      )}
      <p class="mono small invite-link">{url}</p>
      <QrPicture load={() => client.inviteQr(invite.id)} of={url} label={texts.invites.qr(invite)} />
      <End session={session} invite={invite} />
      <div class="end">
        <button
          type="button"
          class="btn quiet apart"
          onClick={() => open({ kind: 'invite-renew', session: session.id, invite: invite.id })}
        >
          {texts.invites.renew}
        </button>
        <button type="button" class="btn" onClick={onClose}>
          {texts.common.done}
        </button>
        <CopyButton main first state={copied} onCopy={copy} label={texts.invites.copyLink} />
      </div>
    </Dialog>
  );
}

/** Takes effect at once, like every other choice in its place. */
function End({ session, invite }: Pick<InviteLinkDialogProps, 'session' | 'invite'>) {
  const { actions } = useApp();
  const now = new Date();
  const asItIs =
    invite.expiresAt === null
      ? texts.invites.endsNot
      : texts.invites.endsNow({ when: format.momentWithTime(invite.expiresAt, now) });
  const choices = expiryChoices.filter(
    (choice) => choice !== 'date' && !(choice === 'never' && invite.expiresAt === null),
  );
  return (
    <label class="row small end-choice">
      <span class="muted">{texts.invites.ends}</span>
      <select
        class="pick"
        value=""
        onChange={(event) => {
          const chosen = choices.find((choice) => choice === event.currentTarget.value);
          const expiresAt = chosen === undefined ? undefined : endOf(chosen, '', new Date());
          if (expiresAt !== undefined) actions.changeInvite(session.id, invite.id, { expiresAt });
          event.currentTarget.value = '';
        }}
      >
        <option value="">{asItIs}</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice === 'never' ? texts.invites.endsNot : texts.invites.endsIn({ days: Number(choice) })}
          </option>
        ))}
      </select>
    </label>
  );
}
