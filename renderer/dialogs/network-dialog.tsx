/** What people on the same network need: the link, and what to make of what their browser says about the certificate. */
import { useState } from 'preact/hooks';
import type { Network } from '../../contract/network.ts';
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { CopyButton, CopyIcon, useCopy } from '../parts/copy-button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Notice } from '../parts/notice.tsx';
import { QrPicture } from '../parts/qr-picture.tsx';
import { reasonOf } from '../parts/refusal-text.ts';
import { saveFile } from '../parts/save-file.ts';
import { Refused } from '../service/control-client.ts';
import { networkLinksOf, type NetworkLink } from '../session/network-links.ts';
import { format, texts } from '../texts/texts.ts';

export function NetworkDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const { client, state } = useApp();
  const network = state.snapshot?.network;
  const { byAddress, byName } =
    network === undefined ? { byAddress: [], byName: [] } : networkLinksOf(session, network);
  const first = byAddress[0] ?? byName[0];
  const message = texts.network.message({
    title: session.title,
    url: first?.url ?? '',
    fingerprint: network?.tls === 'self-made' ? network.fingerprint : null,
  });
  const [copied, copy] = useCopy(message, texts.network.allCopied);
  return (
    <Dialog title={texts.network.title} width="wide" onClose={onClose}>
      {first === undefined ? (
        <Notice severity="warning" what={texts.network.none} />
      ) : (
        <div class="on-network">
          <div>
            <h3>{texts.network.addresses}</h3>
            <Links links={byAddress} />
            {byName.length > 0 && <p class="caption">{texts.network.alsoByName}</p>}
            <Links links={byName} />
            <p class="caption">{texts.network.firewall}</p>
          </div>
          <QrPicture
            load={() => client.qr(session.id, 'network')}
            of={`${session.id} ${first.url}`}
            label={texts.network.picture}
          />
        </div>
      )}
      {network !== undefined && <Certificate network={network} />}
      <div class="end">
        {first !== undefined && <CopyButton state={copied} onCopy={copy} label={texts.network.copyAll} />}
        <button type="button" class="btn main" data-first="true" onClick={onClose}>
          {texts.common.done}
        </button>
      </div>
    </Dialog>
  );
}

function Links({ links }: { links: readonly NetworkLink[] }) {
  return (
    <>
      {links.map(({ url, host }) => (
        <p key={url} class="row tight">
          <span class="mono small anywhere">{url}</span>
          <CopyIcon text={url} label={texts.network.copyLink({ host })} spoken={texts.network.linkCopied} />
        </p>
      ))}
    </>
  );
}

function Certificate({ network }: { network: Network }) {
  const { fingerprint, authorityFingerprint, expiresAt } = network;
  if (network.tls === 'own-files') {
    return (
      <section class="sect">
        <h3>{texts.network.ownTitle}</h3>
        <p class="small muted">{texts.network.ownText}</p>
      </section>
    );
  }
  if (network.tls === 'off' || fingerprint === null) return null;
  return (
    <>
      <section class="sect">
        <h3>{texts.network.warningTitle}</h3>
        <p class="small muted">{texts.network.warningText}</p>
        <ul class="small muted dots">
          {texts.network.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
        <Fingerprint label={texts.network.fingerprint} value={fingerprint} />
        {expiresAt !== null && (
          <p class="caption">{texts.network.until({ date: format.moment(expiresAt, new Date()) })}</p>
        )}
      </section>
      {authorityFingerprint !== null && (
        <section class="sect">
          <h3>{texts.network.trustTitle}</h3>
          <p class="small muted">{texts.network.trustText}</p>
          <Fingerprint label={texts.network.authorityFingerprint} value={authorityFingerprint} />
          <SaveAuthority />
        </section>
      )}
    </>
  );
}

function Fingerprint({ label, value }: { label: string; value: string }) {
  return (
    <div class="fingerprint">
      <p class="caption">{label}</p>
      <p class="row tight">
        <span class="mono small">{value}</span>
        <CopyIcon text={value} label={texts.network.copyFingerprint} spoken={texts.network.fingerprintCopied} />
      </p>
    </div>
  );
}

function SaveAuthority() {
  const { client, say } = useApp();
  const [trouble, setTrouble] = useState<string | null>(null);
  const save = () => {
    setTrouble(null);
    client.authority().then(
      (certificate) => {
        saveFile(texts.network.authorityFile, certificate);
        say(texts.network.saved);
      },
      (error: unknown) => {
        const reason = reasonOf({ failure: error instanceof Refused ? error.failure : null });
        setTrouble(texts.network.notSaved({ reason }));
      },
    );
  };
  return (
    <>
      <button type="button" class="btn" onClick={save}>
        {texts.network.save}
      </button>
      {trouble !== null && (
        <p class="small refusal" role="alert">
          {trouble}
        </p>
      )}
    </>
  );
}
