/** The certificate that was asked for, looked after from now on. */
import type { Logger } from 'pino';
import type { ManagedCertificate } from './certificate.ts';
import { lookAfter } from './look-after.ts';
import { OwnCertificate } from './own-files.ts';
import { SelfMadeCertificate } from './self-made.ts';
import type { Names } from './self-made-policy.ts';

export type TlsWish =
  | { readonly kind: 'off' }
  | { readonly kind: 'self-made' }
  /** Paths of PEM files. */
  | { readonly kind: 'own-files'; readonly cert: string; readonly key: string };

export interface CertificateParts {
  readonly folder: string;
  readonly owner: string;
  readonly names: () => Names;
  readonly log: Logger;
}

export interface OpenCertificate {
  /** Null when TLS is off. */
  readonly certificate: ManagedCertificate | null;
  readonly close: () => void;
}

/** New addresses are certified, and new files used, within this time. */
const CHECK_EVERY_MS = 10_000;

/** @throws ShareError `tls-file-unreadable`, `tls-key-mismatch`, `tls-certificate-expired` */
export async function openCertificate(wish: TlsWish, parts: CertificateParts): Promise<OpenCertificate> {
  const now = () => new Date();
  if (wish.kind === 'off') return { certificate: null, close: () => undefined };
  const certificate =
    wish.kind === 'self-made'
      ? await SelfMadeCertificate.open({ ...parts, now })
      : await OwnCertificate.open({ files: { cert: wish.cert, key: wish.key }, now, log: parts.log });
  return { certificate, close: lookAfter(certificate, CHECK_EVERY_MS) };
}
