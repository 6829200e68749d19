/** Tells the owner what collaborators can compare before they accept a certificate that no browser knows. */
import type { Network } from '../../contract/network.ts';

/** Null where browsers know the certificate, or there is none. */
export function certificateLines({ tls, fingerprint, authorityFile }: Network): readonly string[] {
  if (tls !== 'self-made' || fingerprint === null || authorityFile === null) return [];
  return [
    `  SHA-256   ${fingerprint}`,
    '            Browsers warn of a certificate made here: people compare this fingerprint, then go on.',
    `            Or they trust ${authorityFile}, once.`,
  ];
}
