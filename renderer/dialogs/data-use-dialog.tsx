/** Asks what people have to accept before they see a dataset. */
import { useId, useState } from 'preact/hooks';
import { LONGEST_TERMS, type DataUse } from '../../contract/data-use.ts';
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Dialog } from '../parts/dialog.tsx';
import { reasonOf } from '../parts/refusal-text.ts';
import { Refused } from '../service/control-client.ts';
import { texts } from '../texts/texts.ts';

export function DataUseDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const { client } = useApp();
  const id = useId();
  const before = session.dataUse;
  const [title, setTitle] = useState(before?.title ?? texts.dataUse.headingUsual);
  const [contact, setContact] = useState(before?.contact ?? '');
  const [terms, setTerms] = useState(before?.terms ?? '');
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const missing = title.trim() === '' || terms.trim() === '';
  const ask = async (dataUse: DataUse | null) => {
    setRefused(null);
    try {
      await client.change(session.id, { dataUse });
      onClose();
    } catch (error) {
      const reason = reasonOf({ failure: error instanceof Refused ? error.failure : null });
      setRefused(texts.dataUse.notSaved({ reason }));
    }
  };
  return (
    <Dialog title={texts.dataUse.title} width="wide" onClose={onClose}>
      <form
        class="stack invite"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!missing) void ask({ title: title.trim(), contact: contact.trim(), terms: terms.trim() });
        }}
      >
        <p class="small muted">{texts.dataUse.says}</p>
        <div class="field">
          <label for={`${id}-title`}>{texts.dataUse.headingLabel}</label>
          <input
            id={`${id}-title`}
            class="text"
            maxLength={200}
            value={title}
            onInput={(event) => setTitle(event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for={`${id}-contact`}>{texts.dataUse.contact}</label>
          <input
            id={`${id}-contact`}
            class="text"
            maxLength={300}
            value={contact}
            aria-describedby={`${id}-contact-hint`}
            onInput={(event) => setContact(event.currentTarget.value)}
          />
          <p id={`${id}-contact-hint`} class="caption">
            {texts.dataUse.contactHint}
          </p>
        </div>
        <div class="field">
          <label for={`${id}-terms`}>{texts.dataUse.terms}</label>
          <textarea
            id={`${id}-terms`}
            class="text"
            rows={8}
            data-first="true"
            maxLength={LONGEST_TERMS}
            value={terms}
            aria-invalid={tried && missing}
            aria-describedby={`${id}-terms-hint`}
            onInput={(event) => setTerms(event.currentTarget.value)}
          />
          <p id={`${id}-terms-hint`} class={tried && missing ? 'caption refusal' : 'caption'}>
            {tried && missing ? texts.dataUse.missing : texts.dataUse.termsHint}
          </p>
        </div>
        {before !== null && <p class="small muted">{texts.dataUse.again}</p>}
        {refused !== null && (
          <p class="small refusal" role="alert">
            {refused}
          </p>
        )}
        <div class="end">
          {before !== null && (
            <button type="button" class="btn quiet stop apart" onClick={() => void ask(null)}>
              {texts.dataUse.remove}
            </button>
          )}
          <button type="button" class="btn" onClick={onClose}>
            {texts.common.cancel}
          </button>
          <button type="submit" class="btn main">
            {texts.dataUse.save}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
