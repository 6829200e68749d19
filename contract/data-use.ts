/** What people are asked to agree to before they see a dataset. */
import { z } from 'zod';

export const LONGEST_TERMS = 20_000;

export const dataUseSchema = z.strictObject({
  title: z.string().trim().min(1).max(200),
  /** Whom to write to; may be empty. */
  contact: z.string().trim().max(300),
  /** Markdown, without HTML and pictures. */
  terms: z.string().trim().min(1).max(LONGEST_TERMS),
});
export type DataUse = Readonly<z.infer<typeof dataUseSchema>>;

/** Somebody's agreement to one version of the terms. */
export const acceptanceSchema = z.object({
  personId: z.string(),
  name: z.string(),
  acceptedAt: z.iso.datetime(),
  /** SHA-256 of title, contact and terms; tells which version was accepted. */
  termsHash: z.string(),
  /** Whether these are the terms that are asked for now. */
  current: z.boolean(),
});
export type Acceptance = z.infer<typeof acceptanceSchema>;
