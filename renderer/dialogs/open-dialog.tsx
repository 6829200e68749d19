/** The dialog that stands above the page, if any. */
import { isOver } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { peopleHere } from '../session/status.ts';
import { texts } from '../texts/texts.ts';
import { DataUseDialog } from './data-use-dialog.tsx';
import { EmailDialog } from './email-dialog.tsx';
import { ExampleDialog } from './example-dialog.tsx';
import { InviteDialogs } from './invite-dialogs.tsx';
import { NetworkDialog } from './network-dialog.tsx';
import { QrDialog } from './qr-dialog.tsx';
import { ReachDialog } from './reach-dialog.tsx';
import { StopDialog } from './stop-dialog.tsx';

export function OpenDialog() {
  const { state, sessions, actions, open } = useApp();
  const { dialog } = state;
  const close = () => open(null);
  if (dialog === null) return null;
  switch (dialog.kind) {
    case 'example':
      return <ExampleDialog onClose={close} />;
    case 'stop-all': {
      const running = sessions.filter((session) => !isOver(session.phase));
      const here = running.reduce((sum, session) => sum + peopleHere(session), 0);
      const stopAll = () => {
        actions.stopAll(running.map((session) => session.id));
        close();
      };
      return (
        <StopDialog
          title={texts.stop.everythingTitle}
          text={texts.stop.everythingText({ here })}
          confirm={texts.stop.everything}
          onStop={stopAll}
          onClose={close}
        />
      );
    }
    case 'qr':
    case 'email':
    case 'reach':
    case 'network':
    case 'stop':
    case 'data-use':
      return <SessionDialog kind={dialog.kind} id={dialog.session} onClose={close} />;
    case 'invite':
    case 'invite-link':
    case 'invite-renew':
      return <InviteDialogs dialog={dialog} />;
  }
}

interface SessionDialogProps {
  readonly kind: 'qr' | 'email' | 'reach' | 'network' | 'stop' | 'data-use';
  readonly id: string;
  readonly onClose: () => void;
}

function SessionDialog({ kind, id, onClose }: SessionDialogProps) {
  const { sessions, actions } = useApp();
  const session = sessions.find((candidate) => candidate.id === id);
  if (session === undefined) return null;
  switch (kind) {
    case 'qr':
      return <QrDialog session={session} onClose={onClose} />;
    case 'email':
      return <EmailDialog session={session} onClose={onClose} />;
    case 'reach':
      return <ReachDialog session={session} onClose={onClose} />;
    case 'network':
      return <NetworkDialog session={session} onClose={onClose} />;
    case 'data-use':
      return <DataUseDialog session={session} onClose={onClose} />;
    case 'stop':
      return (
        <StopDialog
          title={texts.stop.title(session)}
          text={texts.stop.text({ here: peopleHere(session) })}
          confirm={texts.stop.confirm}
          onStop={() => {
            actions.stop(session.id);
            onClose();
          }}
          onClose={onClose}
        />
      );
  }
}
