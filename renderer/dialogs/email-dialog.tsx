/** A text to send with the link, with the password only when that is asked for. */
import { useId, useState } from 'preact/hooks';
import type { Session } from '../../contract/session.ts';
import { followOutside } from '../desktop.ts';
import { CopyButton, useCopy } from '../parts/copy-button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Notice } from '../parts/notice.tsx';
import { linkOf } from '../session/link.ts';
import { format, texts } from '../texts/texts.ts';

export function EmailDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const [withPassword, setWithPassword] = useState(false);
  const id = useId();
  const link = linkOf(session);
  const { cells } = session.dataset;
  const body = texts.email.body({
    title: session.title,
    cells: cells === null ? null : format.count(cells),
    url: link.kind === 'ready' ? link.url : '',
    user: session.signIn.user,
    password: withPassword ? session.signIn.password : null,
  });
  const mailto = `mailto:?subject=${encodeURIComponent(texts.email.subject(session))}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`;
  const [copied, copy] = useCopy(body, texts.email.copiedSpoken);
  return (
    <Dialog title={texts.email.title} width="wide" onClose={onClose}>
      {link.kind === 'ready' && link.rung === 'computer' && <Notice severity="warning" what={texts.email.onlyHere} />}
      <textarea class="text" rows={12} readOnly aria-label={texts.email.title} value={body} />
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
