/** Says what happens before the example is fetched and shared. */
import { useState } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import { Dialog } from '../parts/dialog.tsx';
import { reasonOf } from '../parts/refusal-text.ts';
import { refusalOf } from '../state/app-state.ts';
import { texts } from '../texts/texts.ts';

export function ExampleDialog({ onClose }: { onClose: () => void }) {
  const { actions, go, state } = useApp();
  const [sharing, setSharing] = useState(false);
  const refusal = refusalOf(state, null, 'start');
  const share = async () => {
    if (sharing) return;
    setSharing(true);
    const session = await actions.start({ dataset: 'example' });
    setSharing(false);
    if (session !== null) go({ to: 'session', id: session.id, part: 'overview' });
  };
  return (
    <Dialog title={texts.example.title} onClose={onClose}>
      <p class="muted">{texts.example.text}</p>
      {refusal !== null && (
        <p class="small refusal" role="alert">
          {texts.check.notStarted({ reason: reasonOf(refusal) })}
        </p>
      )}
      <div class="end">
        <button type="button" class="btn" onClick={onClose}>
          {texts.common.cancel}
        </button>
        <button type="button" class="btn main" data-first="true" aria-disabled={sharing} onClick={() => void share()}>
          {texts.example.share}
        </button>
      </div>
    </Dialog>
  );
}
