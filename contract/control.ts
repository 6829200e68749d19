/** The control API's calls: what goes in, what comes out. The OpenAPI document is generated from these. */
import { z } from 'zod';
import { bucketSchema } from './buckets.ts';
import { dataUseSchema } from './data-use.ts';
import { datasetFactsSchema, datasetNeedsSchema, roomSchema } from './dataset-facts.ts';
import { failureSchema } from './errors.ts';
import { hiddenColumnsSchema, identifierSchema } from './hides.ts';
import { mendingSchema, offerSchema } from './mendings.ts';
import { networkSchema } from './network.ts';
import { settingsSchema } from './settings.ts';
import { roleSchema, sessionSchema, sleepAfterMinutesSchema, togglesSchema, tunnelRequestSchema } from './session.ts';

const title = z.string().trim().min(1).max(120);

/** Closed, it puts out whoever came in by it, at the next request; personal links go on. */
const generalLinkWishSchema = z.strictObject({ role: roleSchema, open: z.boolean() }).partial();

export const startSessionSchema = z.strictObject({
  /** Absolute path of an .h5ad file, its address (`https://`, `http://`, `s3://bucket/key`), or `example` for the small dataset that the app can fetch. */
  dataset: z.string().min(1).max(4096),
  title: title.optional(),
  toggles: togglesSchema.partial().optional(),
  /** Left away: as the last time this dataset was shared. */
  generalLink: generalLinkWishSchema.optional(),
  tunnel: tunnelRequestSchema.optional(),
  /** When it ends by itself; null or left out: when it is stopped. */
  expiresAt: z.iso.datetime({ offset: true }).nullable().optional(),
  sleepAfterMinutes: sleepAfterMinutesSchema.optional(),
  /** Left away: as the last time this dataset was shared. */
  hiddenColumns: hiddenColumnsSchema.optional(),
  hideExpression: z.boolean().optional(),
  /** Left away: as the last time this dataset was shared. */
  dataUse: dataUseSchema.nullable().optional(),
});
export type StartSession = z.infer<typeof startSessionSchema>;

/** A live change. What is left out stays as it is. */
export const changeSessionSchema = z.strictObject({
  title: title.optional(),
  toggles: togglesSchema.partial().optional(),
  tunnel: tunnelRequestSchema.optional(),
  /** `tryNow`: a way out that is lost or has failed is opened now; `told`: people know the new address. */
  reach: z
    .strictObject({ tryNow: z.literal(true), told: z.literal(true) })
    .partial()
    .optional(),
  expiresAt: z.iso.datetime({ offset: true }).nullable().optional(),
  sleepAfterMinutes: sleepAfterMinutesSchema.optional(),
  generalLink: generalLinkWishSchema.optional(),
  hiddenColumns: hiddenColumnsSchema.optional(),
  hideExpression: z.boolean().optional(),
  /** Who has accepted another version is asked again; null asks nothing. */
  dataUse: dataUseSchema.nullable().optional(),
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

/** A dataset that was shared before: favourites first, then newest first. */
export const recentSchema = z.object({
  path: z.string(),
  fileName: z.string(),
  title: z.string(),
  sharedAt: z.iso.datetime(),
  sizeBytes: z.number().nullable(),
  missing: z.boolean(),
  favourite: z.boolean(),
});
export type Recent = z.infer<typeof recentSchema>;

/** A change to one of them. */
export const changeRecentSchema = z.strictObject({ favourite: z.boolean() });

/** A small picture of a dataset that was shared before, and what it shows; null where there is none. */
export const thumbnailSchema = z.object({ png: z.base64().nullable(), sentence: z.string().nullable() });
export type Thumbnail = z.infer<typeof thumbnailSchema>;

/** What `GET /api/datasets/check?path=` and `annotate-share check` answer. */
export const checkSchema = z.object({
  ok: z.boolean(),
  path: z.string(),
  fileName: z.string(),
  sizeBytes: z.number().nullable(),
  problems: z.array(failureSchema.extend({ severity: z.enum(['error', 'warning', 'hint']) })),
  /** Null, with `needs`, where there was an error first, or Annotate is not set up yet and nobody can look inside. */
  facts: datasetFactsSchema.nullable().default(null),
  needs: datasetNeedsSchema.nullable().default(null),
  /** Columns that seem to tell who somebody is. */
  identifiers: z.array(identifierSchema).default([]),
  /** How it was shared the last time, wherever its file was then; null for the first time. */
  remembered: z
    .object({
      title: z.string(),
      toggles: togglesSchema,
      hiddenColumns: z.array(z.string()),
      hideExpression: z.boolean(),
    })
    .nullable()
    .default(null),
  /** What this computer has left. */
  room: roomSchema.nullable().default(null),
  /** What can be mended on a copy; left away where nothing can. */
  offers: z.array(offerSchema).optional(),
  /** Of an `s3://` address. */
  bucket: bucketSchema.optional(),
});
export type Check = z.infer<typeof checkSchema>;

/** A dataset in the folder that the service was started with. */
export const libraryFileSchema = z.object({
  path: z.string(),
  fileName: z.string(),
  title: z.string(),
  sizeBytes: z.number(),
  /** The folder in it that stands for a group; null for what lies in the folder itself. */
  group: z.string().nullable(),
});
export type LibraryFile = z.infer<typeof libraryFileSchema>;

/** What this computer has, and has left; null where the system does not tell. In steps: bytes are rounded. */
export const computerLeftSchema = z.object({
  memoryFree: z.number().nullable(),
  memoryTotal: z.number().nullable(),
  cores: z.number().positive(),
});
export type ComputerLeft = z.infer<typeof computerLeftSchema>;

/** The whole state, pushed by `GET /api/events` as `event: snapshot` whenever it changes. */
export const snapshotSchema = z.object({
  version: z.string(),
  sessions: z.array(sessionSchema),
  recents: z.array(recentSchema),
  /** Left away until the proxy listens. */
  network: networkSchema.optional(),
  /** Mendings under way or ended lately, and prepared copies. */
  mendings: z.array(mendingSchema).optional(),
  settings: settingsSchema.optional(),
  computer: computerLeftSchema.optional(),
  /** What lies in the folder that is served; left away where none is. */
  library: z.array(libraryFileSchema).optional(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

export const stoppedSchema = z.object({ stopped: z.array(z.string()) });

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

/** A live change of what the institute's sign-in opens in one session; what is left out stays as it is. */
export const changeInstituteSchema = z.strictObject({ role: roleSchema, open: z.boolean() }).partial();
export type ChangeInstitute = z.infer<typeof changeInstituteSchema>;

/** A live change of somebody who came by the institute's sign-in. `role: null` is the one that everybody has who comes that way. */
export const changePersonSchema = z.strictObject({
  role: roleSchema.nullable().optional(),
  blocked: z.boolean().optional(),
});
export type ChangePerson = z.infer<typeof changePersonSchema>;
