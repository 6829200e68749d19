/** A certificate for tests, made in a moment, and a source that can be given another one. */
import 'reflect-metadata';
import { createHash, webcrypto, X509Certificate } from 'node:crypto';
import { SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';
import type { Certificate, CertificateSource } from '../ports.ts';

export async function aCertificate(): Promise<Certificate> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=test',
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new SubjectAlternativeNameExtension([
        { type: 'ip', value: '127.0.0.1' },
        { type: 'dns', value: 'localhost' },
      ]),
    ],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return { cert: certificate.toString('pem'), key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n` };
}

/** As clients see it. */
export function fingerprintOf({ cert }: Certificate): string {
  return createHash('sha256').update(new X509Certificate(cert).raw).digest('hex');
}

export class FakeSource implements CertificateSource {
  readonly #listeners = new Set<() => void>();
  #certificate: Certificate;

  constructor(certificate: Certificate) {
    this.#certificate = certificate;
  }

  get listening(): number {
    return this.#listeners.size;
  }

  current(): Certificate {
    return this.#certificate;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  change(certificate: Certificate): void {
    this.#certificate = certificate;
    for (const listener of this.#listeners) listener();
  }
}
