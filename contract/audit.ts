/** The audit: who did what in a session, as it is kept, shown and exported. A closed list of actions; no secrets in any of its fields. */
import { z } from 'zod';

/** What people do, as the proxy saw it. */
export const visitorActions = [
  /** `subject`: the way in. */
  'signed-in',
  /** `subject`: what was tried; never what was typed. */
  'sign-in-refused',
  'signed-out',
  'signed-out-everywhere',
  'opened-page',
  /** `value`: `left` of somebody who did not wait for the answer. */
  'ran-diffexp',
  'saved-labels',
  'saved-gene-sets',
  /** `subject`: what was not allowed. */
  'refused',
  /** `value`: the fingerprint of the terms. */
  'accepted-terms',
] as const;

/** What the owner does. */
export const ownerActions = [
  'started-session',
  'stopped-session',
  'paused-session',
  'resumed-session',
  /** `subject`: the toggle, or `expression` for whether its values are shown; `value`: on or off. */
  'switched-toggle',
  /** `value`: the names; null when none is hidden any more. */
  'changed-hidden-columns',
  /** `value`: the new title. */
  'changed-title',
  /** `value`: the role of whoever comes by the general link. */
  'changed-general-role',
  'opened-general-link',
  'closed-general-link',
  /** `subject`: the provider, or none. */
  'changed-tunnel',
  /** `value`: when the session ends; null for when it is stopped. */
  'changed-session-end',
  /** `value`: the fingerprint of the new terms; null when nothing is asked any more. */
  'changed-terms',
  /** From here on `subject` is the name of the person whom it is about. `value`: the role. */
  'made-invite',
  'changed-invite-role',
  /** `value`: when it ends; null for not by itself. */
  'changed-invite-end',
  /** `value`: the name before. */
  'renamed-invite',
  'renewed-invite',
  'revoked-invite',
  'restored-invite',
  'signed-out-browser',
  /** Of the institute's sign-in. `value`: the role of whoever comes by it. */
  'changed-institute-role',
  'opened-institute',
  'closed-institute',
  /** Of somebody who came by it. `value`: the role; null for the one that everybody has who comes that way. */
  'changed-person-role',
  'blocked-person',
  'let-back-person',
  /** Of accounts and groups. `subject`: the group; `value`: null. */
  'gave-to-group',
  'took-from-group',
  'removed-group',
  /** `subject` is the account; `value`: the role, a space, the group. */
  'set-member',
  /** `value`: the group. */
  'removed-member',
  'set-account-password',
  'signed-out-account',
  'removed-account',
  /** `value`: how many accounts were added, changed or removed. */
  'imported-users',
] as const;

export const auditActions = [...visitorActions, ...ownerActions] as const;
export const auditActionSchema = z.enum(auditActions);
export type AuditAction = z.infer<typeof auditActionSchema>;
export type VisitorAction = (typeof visitorActions)[number];
export type OwnerAction = (typeof ownerActions)[number];

export const auditActors = ['owner', 'person', 'stranger'] as const;

export const auditEntrySchema = z.object({
  /** Rises with time. */
  id: z.int().positive(),
  at: z.iso.datetime(),
  /** When it happened last, where the same thing happened several times. */
  until: z.iso.datetime(),
  count: z.int().positive(),
  action: auditActionSchema,
  /** Strangers are those who are not signed in. */
  actor: z.enum(auditActors),
  /** Names the folder of the person's annotations; null for owner and strangers. */
  personId: z.string().nullable(),
  /** As the person was called then. */
  name: z.string().nullable(),
  /** Null for the owner, and where many addresses were counted together. */
  address: z.string().nullable(),
  subject: z.string().nullable(),
  value: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const AUDIT_LIMIT = 1000;

/** What `GET /api/sessions/:id/audit` takes. */
export const auditQuerySchema = z.strictObject({
  since: z.iso.datetime({ offset: true }).optional(),
  /** Only what is older than the entry with this id: for the next page. */
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(AUDIT_LIMIT).optional(),
  format: z.enum(['json', 'csv']).optional(),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;
