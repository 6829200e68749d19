/** What a certificate is here: PEM that TLS is agreed on with, where it comes from, and what its owner is told of it. */
import { X509Certificate } from 'node:crypto';
import type { Failure } from '../../contract/errors.ts';

export interface Certificate {
  /** The server's own first, then those that vouch for it. */
  readonly cert: string;
  readonly key: string;
}

export interface CertificateFacts {
  readonly kind: 'self-made' | 'own-files';
  /** SHA-256, as browsers show it: pairs of capital hexadecimal digits with colons. */
  readonly fingerprint: string;
  /** Of the authority that vouches for it; null when it is not ours. */
  readonly authorityFingerprint: string | null;
  readonly expiresAt: Date;
  /** Why it is not the one it should be, or will soon end. */
  readonly trouble: { readonly failure: Failure; readonly severity: 'warning' | 'error'; readonly since: Date } | null;
}

/** A certificate that can be replaced by another one while it is used. */
export interface ManagedCertificate {
  current(): Certificate;
  subscribe(listener: () => void): () => void;
  facts(): CertificateFacts;
  /** Replaces it if it is time to. Never rejects. */
  check(): Promise<void>;
}

export function fingerprintOf(pem: string): string {
  return new X509Certificate(pem).fingerprint256;
}

export function expiryOf(pem: string): Date {
  return new X509Certificate(pem).validToDate;
}

/** The certificate in use, and those who want to know of the next one. */
export class Holder {
  readonly #listeners = new Set<() => void>();
  #current: Certificate;

  constructor(first: Certificate) {
    this.#current = first;
  }

  get current(): Certificate {
    return this.#current;
  }

  replace(next: Certificate): void {
    this.#current = next;
    for (const listener of this.#listeners) listener();
  }

  /** Calls back after each replacement until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
