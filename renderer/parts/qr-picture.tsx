/** A QR code from the service, shown as an image so that nothing in it can run, or why there is none. */
import { useEffect, useState } from 'preact/hooks';
import { Refused } from '../service/control-client.ts';
import { texts } from '../texts/texts.ts';
import { reasonOf } from './refusal-text.ts';

interface QrPictureProps {
  readonly load: () => Promise<string>;
  /** What the picture is of: another one is loaded when it changes. */
  readonly of: string;
  readonly label: string;
}

export function QrPicture({ load, of, label }: QrPictureProps) {
  const [picture, setPicture] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    load().then(
      (svg) => current && setPicture(`data:image/svg+xml,${encodeURIComponent(svg)}`),
      (error: unknown) => {
        const reason = reasonOf({ failure: error instanceof Refused ? error.failure : null });
        if (current) setRefused(texts.qr.failed({ reason }));
      },
    );
    return () => {
      current = false;
    };
  }, [of]);
  return (
    <div class="qr">
      {picture !== null && <img src={picture} alt={label} />}
      {refused !== null && (
        <p class="small refusal" role="alert">
          {refused}
        </p>
      )}
    </div>
  );
}
