/** A text to send with the link, with the password only when that is asked for. */
import { useId, useState } from 'preact/hooks';
import type { Session } from '../../contract/session.ts';
import { followOutside } from '../desktop.ts';
import { CopyButton, useCopy } from '../parts/copy-button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Notice } from '../parts/notice.tsx';
import { linkOf } from '../session/link.ts';
import { firstVisit } from '../session/reach.ts';
import { format, texts } from '../texts/texts.ts';

export function EmailDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const [withPassword, setWithPassword] = useState(false);
  const [tunnelPassword, setTunnelPassword] = useState('');
  const id = useId();
  const link = linkOf(session);
  const { cells } = session.dataset;
  const first = firstVisit(session.publicUrl);
  const body = texts.email.body({
    title: session.title,
    cells: cells === null ? null : format.count(cells),
    url: link.kind === 'ready' ? link.url : '',
    user: session.signIn.user,
    password: withPassword ? session.signIn.password : null,
    first: firstSentence(first, tunnelPassword),
  });
  const mailto = `mailto:?subject=${encodeURIComponent(texts.email.subject(session))}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`;
  const [copied, copy] = useCopy(body, texts.email.copiedSpoken);
  return (
    <Dialog title={texts.email.title} width="wide" onClose={onClose}>
      {link.kind === 'ready' && link.rung === 'computer' && <Notice severity="warning" what={texts.email.onlyHere} />}
      <textarea class="text" rows={12} readOnly aria-label={texts.email.title} value={body} />
      {first === 'owner-address' && <TunnelPassword value={tunnelPassword} onInput={setTunnelPassword} />}
      <label class="row small with-password" for={`${id}-password`}>
        <input
          id={`${id}-password`}
          class="tick"
          type="checkbox"
          checked={withPassword}
          onChange={(event) => setWithPassword(event.currentTarget.checked)}
        />
        {texts.email.withPassword}
      </label>
      <div class="end">
        <button type="button" class="btn" onClick={onClose}>
          {texts.common.cancel}
        </button>
        <a class="btn" href={mailto} onClick={(event) => followOutside(event, mailto)}>
          {texts.email.open}
        </a>
        <CopyButton main first state={copied} onCopy={copy} label={texts.email.copy} />
      </div>
    </Dialog>
  );
}

const SHOWN_AT = 'https://loca.lt/mytunnelpassword';

/** Nobody but the owner can look it up without this computer calling somebody for it: so it is pasted here. */
function TunnelPassword({ value, onInput }: { value: string; onInput: (value: string) => void }) {
  const id = useId();
  return (
    <div class="field with-password">
      <label for={id}>{texts.ways.tunnelPassword}</label>
      <input
        id={id}
        class="text mono"
        type="text"
        maxLength={45}
        autocomplete="off"
        spellcheck={false}
        value={value}
        aria-describedby={`${id}-hint`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <p id={`${id}-hint`} class="caption">
        {texts.ways.tunnelPasswordHint}{' '}
        <a href={SHOWN_AT} onClick={(event) => followOutside(event, SHOWN_AT)}>
          {texts.ways.tunnelPasswordShow}
        </a>
      </p>
    </div>
  );
}

function firstSentence(first: ReturnType<typeof firstVisit>, tunnelPassword: string): string | null {
  if (first === null) return null;
  if (first === 'button') return texts.ways.asksForClick;
  return texts.ways.asksForPassword({ password: tunnelPassword.trim() === '' ? null : tunnelPassword.trim() });
}
