/** The control API's calls: what goes in, what comes out. The OpenAPI document is generated from these. */
import { z } from 'zod';
import { failureSchema } from './errors.ts';
import { networkSchema } from './network.ts';
import { roleSchema, sessionSchema, sleepAfterMinutesSchema, togglesSchema, tunnelRequestSchema } from './session.ts';

const title = z.string().trim().min(1).max(120);

export const startSessionSchema = z.strictObject({
  /** Absolute path of an .h5ad file, or `example` for the small dataset that the app can fetch. */
  dataset: z.string().min(1).max(4096),
  title: title.optional(),
  toggles: togglesSchema.partial().optional(),
  tunnel: tunnelRequestSchema.optional(),
  sleepAfterMinutes: sleepAfterMinutesSchema.optional(),
});
export type StartSession = z.infer<typeof startSessionSchema>;

/** A live change. What is left out stays as it is. */
export const changeSessionSchema = z.strictObject({
  title: title.optional(),
  toggles: togglesSchema.partial().optional(),
  tunnel: tunnelRequestSchema.optional(),
  sleepAfterMinutes: sleepAfterMinutesSchema.optional(),
  generalLink: z.strictObject({ role: roleSchema, open: z.boolean() }).partial().optional(),
  paused: z.boolean().optional(),
});
export type ChangeSession = z.infer<typeof changeSessionSchema>;

const nameOfPerson = z.string().trim().min(1).max(80);

/** An invite runs out at `expiresAt`; null or left out: not by itself. */
export const newInviteSchema = z.strictObject({
  name: nameOfPerson,
  role: roleSchema,
  expiresAt: z.iso.datetime({ offset: true }).nullable().optional(),
});
export type NewInvite = z.infer<typeof newInviteSchema>;

/** A live change of an invite; what is left out stays as it is. `revoked: false` takes a revocation back. */
export const changeInviteSchema = z.strictObject({
  name: nameOfPerson.optional(),
  role: roleSchema.optional(),
  expiresAt: z.iso.datetime({ offset: true }).nullable().optional(),
  revoked: z.boolean().optional(),
});
export type ChangeInvite = z.infer<typeof changeInviteSchema>;

/** `signOut`: the browsers that are in by this invite have to open the new link. */
export const renewInviteSchema = z.strictObject({ signOut: z.boolean().optional() });
export type RenewInvite = z.infer<typeof renewInviteSchema>;

export const madeInviteSchema = z.object({ id: z.string(), url: z.string() });
export type MadeInvite = z.infer<typeof madeInviteSchema>;

/** A dataset that was shared before, newest first. */
export const recentSchema = z.object({
  path: z.string(),
  fileName: z.string(),
  title: z.string(),
  sharedAt: z.iso.datetime(),
  sizeBytes: z.number().nullable(),
  missing: z.boolean(),
});
export type Recent = z.infer<typeof recentSchema>;

/** What `GET /api/datasets/check?path=` and `annotate-share check` answer. */
export const checkSchema = z.object({
  ok: z.boolean(),
  path: z.string(),
  fileName: z.string(),
  sizeBytes: z.number().nullable(),
  problems: z.array(failureSchema.extend({ severity: z.enum(['error', 'warning', 'hint']) })),
});
export type Check = z.infer<typeof checkSchema>;

/** The whole state, pushed by `GET /api/events` as `event: snapshot` whenever it changes. */
export const snapshotSchema = z.object({
  version: z.string(),
  sessions: z.array(sessionSchema),
  recents: z.array(recentSchema),
  /** Left away until the proxy listens. */
  network: networkSchema.optional(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

export const qrSchema = z.object({ svg: z.string() });

/** One line of `doctor`. */
export const checkupSchema = z.object({
  name: z.string(),
  state: z.enum(['ok', 'warning', 'error']),
  finding: z.string(),
  hint: z.string().nullable(),
});
export const doctorSchema = z.object({
  ok: z.boolean(),
  version: z.string(),
  home: z.string(),
  checkups: z.array(checkupSchema),
});
export type Checkup = z.infer<typeof checkupSchema>;
export type Doctor = z.infer<typeof doctorSchema>;

export const errorAnswerSchema = z.object({ error: failureSchema });
