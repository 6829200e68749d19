/** A certificate of our own making: kept in the home, made anew before it ends and when this computer is called by other names. */
import { X509Certificate } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { expiryOf, fingerprintOf, Holder } from './certificate.ts';
import type { Certificate, CertificateFacts, ManagedCertificate } from './certificate.ts';
import { keep, keepFirst, keepText, readKept } from './kept-file.ts';
import { covers, isAuthorityDue, isDue, localOnly, widened, type Life, type Names } from './self-made-policy.ts';

export interface SelfMadeOptions {
  /** Ours alone; made when it is missing. */
  readonly folder: string;
  /** This computer's own name, for people who look through a list of authorities. */
  readonly owner: string;
  /** Asked at each check: addresses come and go. */
  readonly names: () => Names;
  readonly now: () => Date;
  readonly log: Logger;
}

const strings = z.array(z.string());
const authoritySchema = z.object({
  cert: z.string(),
  key: z.string(),
  permitted: z.object({ dns: strings, networks: strings }),
});
type Authority = z.infer<typeof authoritySchema>;
const certificateSchema = z.object({
  cert: z.string(),
  key: z.string(),
  names: z.object({ dns: strings, addresses: strings }),
});
type Issued = z.infer<typeof certificateSchema>;

export class SelfMadeCertificate implements ManagedCertificate {
  readonly #options: SelfMadeOptions;
  readonly #holder: Holder;
  #authority: Authority;
  #issued: Issued;

  private constructor(options: SelfMadeOptions, authority: Authority, issued: Issued) {
    this.#options = options;
    this.#authority = authority;
    this.#issued = issued;
    this.#holder = new Holder(issued);
  }

  /** Takes what is kept in the folder if it still serves. */
  static async open(options: SelfMadeOptions): Promise<SelfMadeCertificate> {
    const authority = await theAuthority(options, readKept(join(options.folder, 'authority.json'), authoritySchema));
    const kept = readKept(join(options.folder, 'certificate.json'), certificateSchema);
    return new SelfMadeCertificate(options, authority, await theCertificate(options, authority, kept));
  }

  current(): Certificate {
    const { cert, key } = this.#holder.current;
    return { cert, key };
  }

  subscribe(listener: () => void): () => void {
    return this.#holder.subscribe(listener);
  }

  facts(): CertificateFacts {
    return {
      kind: 'self-made',
      fingerprint: fingerprintOf(this.#issued.cert),
      authorityFingerprint: fingerprintOf(this.#authority.cert),
      expiresAt: expiryOf(this.#issued.cert),
      trouble: null,
    };
  }

  async check(): Promise<void> {
    try {
      // Not what lies in the folder: another program on the same home may be called by other names.
      this.#authority = await theAuthority(this.#options, this.#authority);
      const issued = await theCertificate(this.#options, this.#authority, this.#issued);
      if (issued === this.#issued) return;
      this.#issued = issued;
      this.#holder.replace(issued);
      this.#options.log.info({ fingerprint: fingerprintOf(issued.cert) }, 'a new certificate is used');
    } catch (error) {
      // The disk may be full: the one in use still serves, and there is another try soon.
      this.#options.log.warn({ err: error }, 'the certificate could not be looked after');
    }
  }
}

async function theAuthority(
  { folder, owner, names, now }: SelfMadeOptions,
  kept: Authority | null,
): Promise<Authority> {
  const file = join(folder, 'authority.json');
  const wider = widened(kept?.permitted ?? localOnly, names());
  if (kept !== null && wider === null && !isAuthorityDue(lifeOf(kept.cert), now())) return kept;
  const permitted = wider ?? kept?.permitted ?? localOnly;
  const { makeAuthority } = await certifying();
  const made: Authority = { ...(await makeAuthority(owner, permitted, now())), permitted: mutable(permitted) };
  // One that no longer serves makes way; of two programs that find none at the same time, one makes it and the other takes it.
  if (kept !== null) rmSync(file, { force: true });
  const settled = keepFirst(file, made) ? made : (readKept(file, authoritySchema) ?? made);
  // For those who want to trust it: the certificate by itself, in a file that is safe to give away.
  keepText(join(folder, 'authority.crt'), settled.cert);
  return settled;
}

async function theCertificate(
  { folder, names, now }: SelfMadeOptions,
  authority: Authority,
  kept: Issued | null,
): Promise<Issued> {
  const wanted = names();
  const serves =
    kept !== null &&
    kept.cert.endsWith(authority.cert) &&
    covers(kept.names, wanted) &&
    !isDue(lifeOf(kept.cert), now());
  if (serves) return kept;
  const { dns, addresses } = wanted;
  const { issue } = await certifying();
  const made = { ...(await issue(authority, wanted, now())), names: { dns: [...dns], addresses: [...addresses] } };
  keep(join(folder, 'certificate.json'), made);
  return made;
}

/** Its library is large, and most services never make a certificate: it is read when one does. */
const certifying = () => import('./issue.ts');

function lifeOf(pem: string): Life {
  const { validFromDate, validToDate } = new X509Certificate(pem);
  return { from: validFromDate, to: validToDate };
}

function mutable({ dns, networks }: { readonly dns: readonly string[]; readonly networks: readonly string[] }) {
  return { dns: [...dns], networks: [...networks] };
}
