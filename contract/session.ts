/** What everybody outside the service knows of a session: the snapshot that the control API answers and pushes. */
import { z } from 'zod';
import { dataUseSchema } from './data-use.ts';
import { errorCodes, failureSchema } from './errors.ts';
import { columnSchema, identifierSchema } from './hides.ts';
import { tunnelProviders } from './tunnel.ts';

export { tunnelProviders, tunnelRequestSchema, type TunnelRequest } from './tunnel.ts';

export const roles = ['viewer', 'analyst', 'annotator'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

export const togglesSchema = z.object({ diffexp: z.boolean(), annotations: z.boolean() });
export type Toggles = Readonly<z.infer<typeof togglesSchema>>;

export const phaseNames = [
  'preparing',
  'starting',
  'live',
  'paused',
  'asleep',
  'stopping',
  'stopped',
  'failed',
] as const;
export const phaseNameSchema = z.enum(phaseNames);
export type PhaseName = z.infer<typeof phaseNameSchema>;

/** A step on the way to live, in the order they happen. `share` only when a tunnel was asked for. */
export const stepNames = ['download', 'check', 'environment', 'start', 'tunnel'] as const;
export const stepSchema = z.object({
  name: z.enum(stepNames),
  state: z.enum(['todo', 'running', 'done', 'failed']),
  /** 0 to 1 where the length is known, else null: count what is done, never a bar that lies. */
  done: z.number().min(0).max(1).nullable(),
  /** What is being done right now, for people: "Downloading 63 Python packages, 118 of 190 MB". */
  detail: z.string().nullable(),
  /** Seconds it took, or has taken so far. */
  seconds: z.number().nonnegative().nullable(),
});
export type Step = z.infer<typeof stepSchema>;
export type StepName = Step['name'];

export const reachSchema = z.object({
  rung: z.enum(['computer', 'network', 'internet']),
  provider: z.enum(tunnelProviders).nullable(),
  /** `up`: a stranger could load it; `doubtful`: could a moment ago; `lost`: was up, and is tried again by itself. */
  state: z.enum(['off', 'opening', 'up', 'doubtful', 'lost', 'failed']),
  /** Since when it is off, up (also while that is doubtful), lost and so on. */
  since: z.iso.datetime().nullable(),
  /** The last ones, the newest last. `to` is null while it lasts. */
  interruptions: z.array(
    z.object({ from: z.iso.datetime(), to: z.iso.datetime().nullable(), why: z.string().optional() }),
  ),
  error: failureSchema.nullable(),
  /** While it is lost: which attempt comes next, or is made right now (`nextAt` null), and what the one before came to. */
  retry: z
    .object({ attempt: z.int().positive(), nextAt: z.iso.datetime().nullable(), error: failureSchema.nullable() })
    .nullable()
    .optional(),
  /** The address became another one: what people still hold does not work any more, until the owner says that they were told. */
  changed: z.object({ from: z.string(), at: z.iso.datetime() }).nullable().optional(),
});
export type Reach = z.infer<typeof reachSchema>;

/** One browser that is signed in. */
export const browserSchema = z.object({
  id: z.string(),
  /** "Firefox on Windows": what the browser says of itself, which anybody can make up. */
  name: z.string(),
  address: z.string(),
  firstSeen: z.iso.datetime(),
  lastSeen: z.iso.datetime(),
});
export type Browser = z.infer<typeof browserSchema>;

export const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  /** How they come in: the general link in a browser, a program with Basic credentials, an invite, an account of the server, the institute's sign-in, or signed in by the lab's own web server. */
  by: z.enum(['general-link', 'program', 'invite', 'account', 'oidc', 'front-server']),
  here: z.boolean(),
  firstSeen: z.iso.datetime(),
  lastSeen: z.iso.datetime(),
  requests: z.int().nonnegative(),
  bytesSent: z.int().nonnegative(),
  /** The address that the institute's sign-in vouches for; null for others. */
  account: z.string().nullable().optional(),
  /** Whether the owner has said that they may not come back; of people who came by the institute's sign-in. */
  blocked: z.boolean().optional(),
  /** The invite they came by, if any. */
  invite: z.string().nullable(),
  /** When they accepted what is asked for now; null where they did not, or nothing is asked. */
  acceptedTermsAt: z.iso.datetime().nullable().optional(),
  /** Where they are signed in now, the one seen last first. */
  browsers: z.array(browserSchema),
});
export type Person = z.infer<typeof personSchema>;

export const inviteStates = ['waiting', 'opened', 'expired', 'revoked'] as const;

/** A personal link, for the owner's eyes: whoever has `url` can come in by it. */
export const inviteSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  /** The id of the person in `people` once they came; names the folder of their annotations. */
  person: z.string(),
  state: z.enum(inviteStates),
  /** Null as long as the session has no address. */
  url: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type Invite = z.infer<typeof inviteSchema>;

export const noticeSchema = z.object({
  code: z.enum([...errorCodes, 'host-restarted', 'dataset-changed', 'address-changed', 'ends-soon'] as const),
  severity: z.enum(['hint', 'warning', 'error']),
  since: z.iso.datetime(),
  message: z.string(),
  hint: z.string(),
});
export type Notice = z.infer<typeof noticeSchema>;

/** A week at most. */
export const sleepAfterMinutesSchema = z.number().positive().max(10_080).nullable();

export const sessionSchema = z.object({
  id: z.string(),
  title: z.string(),
  phase: phaseNameSchema,
  /** Where the session is reached on this computer; null until the proxy knows its address. */
  url: z.string().nullable(),
  publicUrl: z.string().nullable(),
  reach: reachSchema,
  toggles: togglesSchema,
  generalLink: z.object({ role: roleSchema, open: z.boolean() }),
  /** What the institute's sign-in opens here; left away where none is set up. */
  institute: z.object({ name: z.string(), role: roleSchema, open: z.boolean() }).optional(),
  /** What the general link's sign-in asks for. Only the owner sees this snapshot. */
  signIn: z.object({ user: z.string(), password: z.string() }),
  /** Minutes without a request after which the host is put away until the next one; null for never. */
  sleepAfterMinutes: sleepAfterMinutesSchema,
  expiresAt: z.iso.datetime().nullable(),
  hiddenColumns: z.array(z.string()),
  /** Whether all expression values are hidden. */
  hideExpression: z.boolean(),
  /** Of the dataset's file, hidden or not; empty until it has been opened. */
  columns: z.array(columnSchema),
  /** Columns that seem to tell who somebody is. */
  identifiers: z.array(identifierSchema),
  matrixStore: z.enum(['none', 'building', 'ready']),
  people: z.array(personSchema),
  invites: z.array(inviteSchema),
  resources: z.object({
    memoryBytes: z.number().nonnegative().nullable(),
    /** Of one core: 1.5 means one and a half cores busy. */
    cpu: z.number().nonnegative().nullable(),
    /** Differential expressions: how many wait for their turn, are computed, and were refused since the session began. */
    queue: z.int().nonnegative(),
    computing: z.int().nonnegative(),
    refused: z.int().nonnegative(),
    /** Whether new ones are refused right now because memory is short. */
    memoryShort: z.boolean(),
    /** Answered to everybody who is signed in, since the session began. */
    requests: z.int().nonnegative(),
    bytesSent: z.int().nonnegative(),
    /** Of the requests that the service can answer from what it keeps in memory: the part that it did. Null before the first. */
    cacheHitRate: z.number().min(0).max(1).nullable(),
    cacheHits: z.int().nonnegative(),
    cacheMisses: z.int().nonnegative(),
    /** What is kept in memory of this session's answers. */
    cacheBytes: z.int().nonnegative(),
  }),
  /** Rises with each line of the audit: whoever shows it sees that there is something new. */
  activity: z.int().nonnegative().default(0),
  /** What people must accept before they see anything of it; null for nothing. */
  dataUse: dataUseSchema.nullable().default(null),
  notices: z.array(noticeSchema),
  error: failureSchema.nullable(),
  createdAt: z.iso.datetime(),
  liveSince: z.iso.datetime().nullable(),
  steps: z.array(stepSchema),
  dataset: z.object({
    path: z.string(),
    fileName: z.string(),
    sizeBytes: z.number().nonnegative().nullable(),
    cells: z.int().nonnegative().nullable(),
    genes: z.int().nonnegative().nullable(),
  }),
});
export type Session = z.infer<typeof sessionSchema>;

/** Phases after which nothing more happens. */
export function isOver(phase: PhaseName): boolean {
  return phase === 'stopped' || phase === 'failed';
}
