/** The link as a QR code. */
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Notice } from '../parts/notice.tsx';
import { QrPicture } from '../parts/qr-picture.tsx';
import { linkOf } from '../session/link.ts';
import { texts } from '../texts/texts.ts';

export function QrDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const { client } = useApp();
  const link = linkOf(session);
  const url = link.kind === 'ready' ? link.url : '';
  return (
    <Dialog title={session.title} width="narrow" onClose={onClose}>
      {link.kind === 'ready' && link.rung === 'computer' ? (
        <Notice severity="warning" what={texts.qr.onlyHere} />
      ) : (
        <p class="small muted">{texts.qr.text}</p>
      )}
      <QrPicture load={() => client.qr(session.id)} of={`${session.id} ${url}`} label={texts.qr.picture} />
      <p class="mono small qr-link">{url}</p>
      <div class="end">
        <button type="button" class="btn main" data-first="true" onClick={onClose}>
          {texts.common.done}
        </button>
      </div>
    </Dialog>
  );
}
