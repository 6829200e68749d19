/** Asks once before a session is reachable from the internet. */
import { Dialog } from '../parts/dialog.tsx';
import { texts } from '../texts/texts.ts';

interface PublicDialogProps {
  readonly onStay: () => void;
  readonly onClose: () => void;
  readonly onGo: () => void;
}

export function PublicDialog({ onStay, onClose, onGo }: PublicDialogProps) {
  return (
    <Dialog title={texts.reach.publicTitle} width="wide" alert onClose={onClose}>
      <p class="muted">{texts.reach.publicText}</p>
      <div class="end">
        <button type="button" class="btn" data-first="true" onClick={onStay}>
          {texts.reach.stayPrivate}
        </button>
        <button type="button" class="btn main" onClick={onGo}>
          {texts.reach.goPublic}
        </button>
      </div>
    </Dialog>
  );
}
