/** Changes that were asked for and not answered yet, laid over the last snapshot so that a control moves at once. */
import type { ChangeInvite, ChangeSession } from '../../contract/control.ts';
import type { Invite, Reach, Session } from '../../contract/session.ts';
import { rungWithoutTunnel } from '../session/reach.ts';

interface SessionOverlay {
  readonly key: number;
  readonly session: string;
  readonly change: ChangeSession;
}

interface InviteOverlay {
  readonly key: number;
  readonly session: string;
  readonly invite: string;
  readonly inviteChange: ChangeInvite;
}

export type Overlay = SessionOverlay | InviteOverlay;

/** The session as it will be if everything asked for is granted. */
export function withOverlays(session: Session, overlays: readonly Overlay[]): Session {
  return overlays
    .filter((overlay) => overlay.session === session.id)
    .reduce(
      (current, overlay) =>
        'change' in overlay
          ? applyChange(current, overlay.change)
          : applyInviteChange(current, overlay.invite, overlay.inviteChange),
      session,
    );
}

export function applyInviteChange(session: Session, id: string, change: ChangeInvite): Session {
  const { name, role, expiresAt, revoked } = change;
  const applied = (invite: Invite): Invite => ({
    ...invite,
    name: name ?? invite.name,
    role: role ?? invite.role,
    expiresAt: expiresAt === undefined ? invite.expiresAt : expiresAt,
    ...(revoked === true ? { state: 'revoked', revokedAt: new Date().toISOString() } : {}),
  });
  return {
    ...session,
    invites: session.invites.map((invite) => (invite.id === id ? applied(invite) : invite)),
    people: session.people.map((person) =>
      person.invite === id ? { ...person, name: name ?? person.name, role: role ?? person.role } : person,
    ),
  };
}

export function applyChange(session: Session, change: ChangeSession): Session {
  return {
    ...session,
    title: change.title ?? session.title,
    toggles: {
      diffexp: change.toggles?.diffexp ?? session.toggles.diffexp,
      annotations: change.toggles?.annotations ?? session.toggles.annotations,
    },
    generalLink: {
      role: change.generalLink?.role ?? session.generalLink.role,
      open: change.generalLink?.open ?? session.generalLink.open,
    },
    hiddenColumns: change.hiddenColumns ?? session.hiddenColumns,
    hideExpression: change.hideExpression ?? session.hideExpression,
    // Null is a choice of its own: never.
    sleepAfterMinutes: change.sleepAfterMinutes === undefined ? session.sleepAfterMinutes : change.sleepAfterMinutes,
    expiresAt: change.expiresAt === undefined ? session.expiresAt : change.expiresAt,
    phase: phaseAfter(session.phase, change.paused),
    ...tunnelAfter(session, change.tunnel, change.reach?.told === true),
  };
}

function phaseAfter(phase: Session['phase'], paused: boolean | undefined): Session['phase'] {
  if (paused === true && phase === 'live') return 'paused';
  if (paused === false && phase === 'paused') return 'starting';
  return phase;
}

function tunnelAfter(
  session: Session,
  tunnel: ChangeSession['tunnel'],
  told: boolean,
): Pick<Session, 'reach' | 'publicUrl'> {
  if (tunnel === undefined)
    return { reach: told ? { ...session.reach, changed: null } : session.reach, publicUrl: session.publicUrl };
  const reach: Reach =
    tunnel.provider === 'none'
      ? { ...session.reach, rung: rungWithoutTunnel(session), provider: null, state: 'off', error: null }
      : { ...session.reach, rung: 'internet', provider: tunnel.provider, state: 'opening', error: null };
  return { reach, publicUrl: null };
}
