/** How the proxy is reached from other computers on the network, and what proves that it is the owner's. */
import { z } from 'zod';
import { noticeSchema } from './session.ts';

export const tlsKinds = ['off', 'self-made', 'own-files'] as const;

/** `fixed`: how it listens was said when it was started, and is not switched while it runs. */
export const lanSchema = z.enum(['off', 'on', 'fixed']);
export type Lan = z.infer<typeof lanSchema>;

export const networkSchema = z.object({
  /** Whether the owner has switched the network on, for all sessions. */
  lan: lanSchema,
  /** Bases of links, each without a slash at the end; empty when only this computer is listened to. */
  addresses: z.array(z.string()),
  /** The same on this computer, where no certificate is needed; null where those for others are the only ones. */
  here: z.string().nullable(),
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

/** A live change: whether other computers on the network can reach every session here, by TLS. */
export const changeNetworkSchema = z.strictObject({ lan: z.boolean() });
export type ChangeNetwork = z.infer<typeof changeNetworkSchema>;
