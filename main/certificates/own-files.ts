/** The owner's own certificate: two files, read again when they change; what cannot be used leaves the one before in use. */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import type { Logger } from 'pino';
import { describeFailure, ShareError, toFailure, type Failure } from '../../contract/errors.ts';
import { expiryOf, fingerprintOf, Holder } from './certificate.ts';
import type { Certificate, CertificateFacts, ManagedCertificate } from './certificate.ts';
import { DAY_MS } from './self-made-policy.ts';

export interface OwnFiles {
  readonly cert: string;
  readonly key: string;
}

export interface OwnFilesOptions {
  readonly files: OwnFiles;
  readonly now: () => Date;
  readonly log: Logger;
}

const WARN_BEFORE_DAYS = 14;

interface Broken {
  readonly failure: Failure;
  readonly since: Date;
}

export class OwnCertificate implements ManagedCertificate {
  readonly #options: OwnFilesOptions;
  readonly #holder: Holder;
  /** What the files looked like when they were last read. */
  #seen: string;
  #broken: Broken | null = null;

  private constructor(options: OwnFilesOptions, first: Certificate, seen: string) {
    this.#options = options;
    this.#holder = new Holder(first);
    this.#seen = seen;
  }

  /** @throws ShareError `tls-file-unreadable`, `tls-key-mismatch`, `tls-certificate-expired` */
  static async open(options: OwnFilesOptions): Promise<OwnCertificate> {
    const seen = await looksOf(options.files);
    return new OwnCertificate(options, await readPair(options.files, options.now()), seen);
  }

  current(): Certificate {
    return this.#holder.current;
  }

  subscribe(listener: () => void): () => void {
    return this.#holder.subscribe(listener);
  }

  facts(): CertificateFacts {
    const { cert } = this.#holder.current;
    const expiresAt = expiryOf(cert);
    return {
      kind: 'own-files',
      fingerprint: fingerprintOf(cert),
      authorityFingerprint: null,
      expiresAt,
      trouble: this.#trouble(expiresAt),
    };
  }

  async check(): Promise<void> {
    const { files, now, log } = this.#options;
    const seen = await looksOf(files);
    if (seen === this.#seen && this.#broken === null) return;
    try {
      const next = await readPair(files, now());
      this.#broken = null;
      this.#seen = seen;
      if (next.cert === this.current().cert && next.key === this.current().key) return;
      this.#holder.replace(next);
      log.info({ fingerprint: fingerprintOf(next.cert) }, 'the certificate was read again');
    } catch (error) {
      // Looked at again next time: two files are not written in the same moment.
      const failure = toFailure(error);
      if (this.#broken?.failure.message !== failure.message) log.warn({ failure }, 'the new certificate is not used');
      this.#broken = { failure, since: this.#broken?.since ?? now() };
    }
  }

  #trouble(expiresAt: Date): CertificateFacts['trouble'] {
    const now = this.#options.now();
    const path = this.#options.files.cert;
    const date = dayOf(expiresAt);
    if (expiresAt <= now)
      return {
        failure: describeFailure('tls-certificate-expired', { path, date }),
        severity: 'error',
        since: expiresAt,
      };
    if (this.#broken !== null) return { ...this.#broken, severity: 'warning' };
    const warnFrom = new Date(expiresAt.getTime() - WARN_BEFORE_DAYS * DAY_MS);
    if (warnFrom > now) return null;
    return {
      failure: describeFailure('tls-certificate-ends-soon', { path, date }),
      severity: 'warning',
      since: warnFrom,
    };
  }
}

/** A renewal by certbot and the like replaces what a symbolic link leads to: the file behind it is looked at. */
async function looksOf({ cert, key }: OwnFiles): Promise<string> {
  const looks = [cert, key].map(async (path) => {
    const found = await stat(path).catch(() => null);
    return found === null ? 'missing' : `${found.ino} ${found.size} ${found.mtimeMs}`;
  });
  return (await Promise.all(looks)).join(', ');
}

async function readPair(files: OwnFiles, now: Date): Promise<Certificate> {
  const [cert, key] = await Promise.all([readText('certificate', files.cert), readText('private key', files.key)]);
  const certificate = parsed('certificate', files.cert, () => new X509Certificate(cert));
  const privateKey: KeyObject = parsed('private key', files.key, () => createPrivateKey(key));
  if (!certificate.checkPrivateKey(privateKey)) throw new ShareError('tls-key-mismatch', { ...files });
  if (certificate.validToDate <= now) {
    throw new ShareError('tls-certificate-expired', { path: files.cert, date: dayOf(certificate.validToDate) });
  }
  // Says what TLS itself would refuse, such as a key that is too short.
  parsed('certificate', files.cert, () => createSecureContext({ cert, key }));
  return { cert, key };
}

function readText(what: string, path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw unreadable(what, path, error);
  });
}

function parsed<T>(what: string, path: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw unreadable(what, path, error);
  }
}

function unreadable(what: string, path: string, error: unknown): ShareError {
  const reason = error instanceof Error ? error.message : String(error);
  return new ShareError('tls-file-unreadable', { what, path, reason }, { cause: error });
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
