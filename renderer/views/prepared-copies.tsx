/** The mended copies that there are, each with what was done to it: to be shared, shown in their folder, or removed. */
import { useState } from 'preact/hooks';
import type { Mending } from '../../contract/mendings.ts';
import { useApp } from '../app-context.ts';
import { fileNameOf } from '../dataset/file-path.ts';
import { desktop } from '../desktop.ts';
import { RemoveCopyDialog } from '../dialogs/remove-copy-dialog.tsx';
import { reasonOf } from '../parts/refusal-text.ts';
import { Refused } from '../service/control-client.ts';
import { format, texts } from '../texts/texts.ts';

export function PreparedCopies() {
  const { state } = useApp();
  const copies = (state.snapshot?.mendings ?? []).filter(({ phase }) => phase.name === 'done');
  if (copies.length === 0) return null;
  return (
    <section class="recents copies">
      <h2>{texts.mending.prepared}</h2>
      <ul class="list">
        {copies.map((copy) => (
          <CopyRow key={copy.id} copy={copy} />
        ))}
      </ul>
    </section>
  );
}

function CopyRow({ copy: { id, source, fileName, phase } }: { copy: Mending }) {
  const { client, go } = useApp();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  if (phase.name !== 'done') return null;
  const remove = () => {
    setAsking(false);
    client.removeMending(id).catch((error: unknown) => {
      const reason = reasonOf({ failure: error instanceof Refused ? error.failure : null });
      setRefusal(texts.mending.notRemoved({ reason }));
    });
  };
  return (
    <li>
      <div class="fit">
        <h3 class="clip">{fileName}</h3>
        <p class="caption">
          {[format.bytes(phase.sizeBytes), ...phase.did.map((deed) => texts.mending.did(deed))].join(' · ')}
        </p>
        <p class="caption" title={source}>
          {texts.mending.preparedFrom({ source: fileNameOf(source) })}
        </p>
        {refusal !== null && (
          <p class="small refusal" role="alert">
            {refusal}
          </p>
        )}
      </div>
      <div class="row wrap deeds">
        <button
          type="button"
          class="btn"
          aria-label={texts.mending.shareLabel({ name: fileName })}
          onClick={() => go({ to: 'check', path: phase.path })}
        >
          {texts.mending.share}
        </button>
        {desktop !== null && (
          <button
            type="button"
            class="btn quiet"
            aria-label={texts.mending.reveal({ name: fileName })}
            onClick={() => void desktop?.revealInFolder(phase.path)}
          >
            {texts.mending.revealShort}
          </button>
        )}
        <button
          type="button"
          class="btn quiet"
          aria-label={texts.mending.remove({ name: fileName })}
          onClick={() => setAsking(true)}
        >
          {texts.mending.removeShort}
        </button>
      </div>
      {asking && <RemoveCopyDialog name={fileName} onRemove={remove} onClose={() => setAsking(false)} />}
    </li>
  );
}
