/** Asks before people are cut off. */
import { Dialog } from '../parts/dialog.tsx';
import { texts } from '../texts/texts.ts';

interface StopDialogProps {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly onStop: () => void;
  readonly onClose: () => void;
}

export function StopDialog({ title, text, confirm, onStop, onClose }: StopDialogProps) {
  return (
    <Dialog title={title} alert onClose={onClose}>
      <p class="muted">{text}</p>
      <div class="end">
        <button type="button" class="btn" data-first="true" onClick={onClose}>
          {texts.stop.keep}
        </button>
        <button type="button" class="btn danger" onClick={onStop}>
          {confirm}
        </button>
      </div>
    </Dialog>
  );
}
