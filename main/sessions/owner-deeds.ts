/** What the owner changed in a session or an invite, as lines of the audit. Pure. */
import type { OwnerAction } from '../../contract/audit.ts';
import type { ChangeSession } from '../../contract/control.ts';
import type { Invite } from '../store/invites.ts';
import type { SessionSettings } from './session-settings.ts';

export interface OwnerDeed {
  readonly action: OwnerAction;
  readonly subject?: string | null;
  readonly value?: string | null;
}

type Audited = Pick<SessionSettings, 'title' | 'toggles' | 'generalRole' | 'generalOpen' | 'hides'>;

/** Only what is another than it was: setting a switch to what it is already is no deed. */
export function settingsDeeds(before: Audited, after: Audited): OwnerDeed[] {
  const toggles = (['diffexp', 'annotations'] as const).filter((name) => before.toggles[name] !== after.toggles[name]);
  return [
    ...toggles.map((subject): OwnerDeed => ({
      action: 'switched-toggle',
      subject,
      value: after.toggles[subject] ? 'on' : 'off',
    })),
    ...when(before.hides.expression !== after.hides.expression, {
      action: 'switched-toggle',
      subject: 'expression',
      value: after.hides.expression ? 'off' : 'on',
    }),
    ...when(namesOf(before) !== namesOf(after), {
      action: 'changed-hidden-columns',
      value: after.hides.columns.length === 0 ? null : namesOf(after),
    }),
    ...when(before.title !== after.title, { action: 'changed-title', value: after.title }),
    ...when(before.generalRole !== after.generalRole, { action: 'changed-general-role', value: after.generalRole }),
    ...when(before.generalOpen !== after.generalOpen, {
      action: after.generalOpen ? 'opened-general-link' : 'closed-general-link',
    }),
  ];
}

function namesOf({ hides }: Audited): string {
  return hides.columns.toSorted().join(', ');
}

/** What is asked of a running session besides its settings. */
export function wishDeeds(
  { paused, tunnel, expiresAt }: Pick<ChangeSession, 'paused' | 'tunnel' | 'expiresAt'>,
  isPaused: boolean,
): OwnerDeed[] {
  return [
    ...when(paused !== undefined && paused !== isPaused, {
      action: paused === true ? 'paused-session' : 'resumed-session',
    }),
    ...(expiresAt === undefined ? [] : [{ action: 'changed-session-end', value: expiresAt } as const]),
    ...(tunnel === undefined ? [] : [{ action: 'changed-tunnel', subject: tunnel.provider } as const]),
  ];
}

type AuditedInvite = Pick<Invite, 'name' | 'role' | 'expiresAt' | 'revokedAt'>;

export function inviteDeeds(before: AuditedInvite, after: AuditedInvite): OwnerDeed[] {
  const subject = after.name;
  const [ended, ends] = [before.expiresAt?.toISOString() ?? null, after.expiresAt?.toISOString() ?? null];
  const [wasRevoked, isRevoked] = [before.revokedAt !== null, after.revokedAt !== null];
  return [
    ...when(before.name !== subject, { action: 'renamed-invite', subject, value: before.name }),
    ...when(before.role !== after.role, { action: 'changed-invite-role', subject, value: after.role }),
    ...when(ended !== ends, { action: 'changed-invite-end', subject, value: ends }),
    ...when(wasRevoked !== isRevoked, { action: isRevoked ? 'revoked-invite' : 'restored-invite', subject }),
  ];
}

function when(isSo: boolean, deed: OwnerDeed): OwnerDeed[] {
  return isSo ? [deed] : [];
}
