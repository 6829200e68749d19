/** The link as a QR code. The picture is shown as an image, so nothing in it can run. */
import { useEffect, useState } from 'preact/hooks';
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Notice } from '../parts/notice.tsx';
import { reasonOf } from '../parts/refusal-text.ts';
import { Refused } from '../service/control-client.ts';
import { linkOf } from '../session/link.ts';
import { texts } from '../texts/texts.ts';

export function QrDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const { client } = useApp();
  const [picture, setPicture] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const link = linkOf(session);
  const url = link.kind === 'ready' ? link.url : '';
  useEffect(() => {
    let current = true;
    client.qr(session.id).then(
      (svg) => current && setPicture(`data:image/svg+xml,${encodeURIComponent(svg)}`),
      (error: unknown) => {
        const reason = reasonOf({ failure: error instanceof Refused ? error.failure : null });
        if (current) setRefused(texts.qr.failed({ reason }));
      },
    );
    return () => {
      current = false;
    };
  }, [session.id, url]);
  return (
    <Dialog title={session.title} width="narrow" onClose={onClose}>
      {link.kind === 'ready' && link.rung === 'computer' ? (
        <Notice severity="warning" what={texts.qr.onlyHere} />
      ) : (
        <p class="small muted">{texts.qr.text}</p>
      )}
      <div class="qr">
        {picture !== null && <img src={picture} alt={texts.qr.picture} />}
        {refused !== null && (
          <p class="small refusal" role="alert">
            {refused}
          </p>
        )}
      </div>
      <p class="mono small qr-link">{url}</p>
      <div class="end">
        <button type="button" class="btn main" data-first="true" onClick={onClose}>
          {texts.common.done}
        </button>
      </div>
    </Dialog>
  );
}
