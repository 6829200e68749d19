/** Asks before a mended copy is deleted: no bin has it afterwards. */
import { Dialog } from '../parts/dialog.tsx';
import { texts } from '../texts/texts.ts';

interface RemoveCopyDialogProps {
  readonly name: string;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

export function RemoveCopyDialog({ name, onRemove, onClose }: RemoveCopyDialogProps) {
  return (
    <Dialog title={texts.mending.removeTitle({ name })} alert onClose={onClose}>
      <p class="muted">{texts.mending.removeText}</p>
      <div class="end">
        <button type="button" class="btn" data-first="true" onClick={onClose}>
          {texts.mending.removeKeep}
        </button>
        <button type="button" class="btn danger" onClick={onRemove}>
          {texts.mending.removeConfirm}
        </button>
      </div>
    </Dialog>
  );
}
