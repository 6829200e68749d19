/** What the owner is told of the way in from the network: addresses, and the certificate to compare. Pure. */
import type { Lan, Network } from '../../contract/network.ts';
import type { Failure } from '../../contract/errors.ts';

/** What there is to say of a certificate. */
export interface CertificateSummary {
  readonly kind: 'self-made' | 'own-files';
  readonly fingerprint: string;
  readonly authorityFingerprint: string | null;
  readonly expiresAt: Date;
  readonly trouble: { readonly failure: Failure; readonly severity: 'warning' | 'error'; readonly since: Date } | null;
}

/** @param authorityFile where the self-made authority's certificate lies */
export function networkOf(
  lan: Lan,
  { addresses, here }: Pick<Network, 'here'> & { readonly addresses: readonly string[] },
  certificate: CertificateSummary | null,
  authorityFile: string,
): Network {
  const trouble = certificate?.trouble ?? null;
  return {
    lan,
    addresses: [...addresses],
    here,
    tls: certificate?.kind ?? 'off',
    fingerprint: certificate?.fingerprint ?? null,
    authorityFingerprint: certificate?.authorityFingerprint ?? null,
    authorityFile: certificate?.kind === 'self-made' ? authorityFile : null,
    expiresAt: certificate?.expiresAt.toISOString() ?? null,
    notices:
      trouble === null
        ? []
        : [
            {
              code: trouble.failure.code,
              severity: trouble.severity,
              since: trouble.since.toISOString(),
              message: trouble.failure.message,
              hint: trouble.failure.hint,
            },
          ],
  };
}
