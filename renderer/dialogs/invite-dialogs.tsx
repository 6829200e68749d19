/** The dialogs about one invite: making it, its link, and a new link in its place. */
import { useApp } from '../app-context.ts';
import type { Dialog } from '../state/app-state.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { InviteLinkDialog } from './invite-link-dialog.tsx';
import { InviteRenewDialog } from './invite-renew-dialog.tsx';

export type InviteDialogKind = Extract<Dialog, { kind: 'invite' | 'invite-link' | 'invite-renew' }>;

export function InviteDialogs({ dialog }: { dialog: InviteDialogKind }) {
  const { sessions, open } = useApp();
  const close = () => open(null);
  const session = sessions.find((candidate) => candidate.id === dialog.session);
  if (session === undefined) return null;
  if (dialog.kind === 'invite') return <InviteDialog session={session} onClose={close} />;
  const invite = session.invites.find((candidate) => candidate.id === dialog.invite);
  if (invite === undefined) return null;
  return dialog.kind === 'invite-link' ? (
    <InviteLinkDialog session={session} invite={invite} onClose={close} />
  ) : (
    <InviteRenewDialog session={session} invite={invite} onClose={close} />
  );
}
