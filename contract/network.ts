/** How the proxy is reached from other computers on the network, and what proves that it is the owner's. */
import { z } from 'zod';
import { noticeSchema } from './session.ts';

export const tlsKinds = ['off', 'self-made', 'own-files'] as const;

export const networkSchema = z.object({
  /** Bases of links, each without a slash at the end; empty when only this computer is listened to. */
  addresses: z.array(z.string()),
  tls: z.enum(tlsKinds),
  /** SHA-256 of the certificate as browsers show it, for people to compare; null without TLS. */
  fingerprint: z.string().nullable(),
  /** Of the self-made authority, which lasts for years; null when the certificate is another's. */
  authorityFingerprint: z.string().nullable(),
  /** The authority's certificate as a file, for those who want to trust it. */
  authorityFile: z.string().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  notices: z.array(noticeSchema),
});
export type Network = z.infer<typeof networkSchema>;
