/** The mended copies that there are, each with what was done to it: to be shared, or removed. */
import { useState } from 'preact/hooks';
import type { Mending } from '../../contract/mendings.ts';
import { useApp } from '../app-context.ts';
import { Refused } from '../service/control-client.ts';
import { format, texts } from '../texts/texts.ts';

export function PreparedCopies() {
  const { state } = useApp();
  const copies = (state.snapshot?.mendings ?? []).filter(({ phase }) => phase.name === 'done');
  if (copies.length === 0) return null;
  return (
    <section class="recents">
      <h2>{texts.mending.prepared}</h2>
      <ul class="list">
        {copies.map((copy) => (
          <CopyRow key={copy.id} copy={copy} />
        ))}
      </ul>
    </section>
  );
}

function CopyRow({ copy: { id, fileName, phase } }: { copy: Mending }) {
  const { client, go } = useApp();
  const [refusal, setRefusal] = useState<string | null>(null);
  if (phase.name !== 'done') return null;
  const remove = () => {
    client.removeMending(id).catch((error: unknown) => {
      const reason = error instanceof Refused ? error.failure?.message : undefined;
      setRefusal(texts.mending.notRemoved({ reason: reason ?? texts.common.notAnswered }));
    });
  };
  return (
    <li>
      <div class="fit">
        <h3 class="clip">{fileName}</h3>
        <p class="caption">
          {[format.bytes(phase.sizeBytes), ...phase.did.map((deed) => texts.mending.did(deed))].join(' · ')}
        </p>
        {refusal !== null && (
          <p class="small refusal" role="alert">
            {refusal}
          </p>
        )}
      </div>
      <button type="button" class="btn quiet" aria-label={texts.mending.remove({ name: fileName })} onClick={remove}>
        {texts.recents.remove}
      </button>
      <button type="button" class="btn" onClick={() => go({ to: 'check', path: phase.path })}>
        {texts.mending.share}
      </button>
    </li>
  );
}
