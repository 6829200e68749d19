/** Checks a certificate from time to time for as long as it is used. */
import type { ManagedCertificate } from './certificate.ts';

/** @returns ends it */
export function lookAfter(certificate: Pick<ManagedCertificate, 'check'>, everyMs: number): () => void {
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    void certificate.check().finally(() => (busy = false));
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
