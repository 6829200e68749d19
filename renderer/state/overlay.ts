/** Changes that were asked for and not answered yet, laid over the last snapshot so that a control moves at once. */
import type { ChangeInstitute, ChangeInvite, ChangePerson, ChangeSession } from '../../contract/control.ts';
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

interface InstituteOverlay {
  readonly key: number;
  readonly session: string;
  readonly instituteChange: ChangeInstitute;
}

/** Of somebody who came by the institute's sign-in. */
interface PersonOverlay {
  readonly key: number;
  readonly session: string;
  readonly person: string;
  readonly personChange: ChangePerson;
}

export type Overlay = SessionOverlay | InviteOverlay | InstituteOverlay | PersonOverlay;

/** The session as it will be if everything asked for is granted. */
export function withOverlays(session: Session, overlays: readonly Overlay[]): Session {
  return overlays.filter((overlay) => overlay.session === session.id).reduce(apply, session);
}

function apply(session: Session, overlay: Overlay): Session {
  if ('change' in overlay) return applyChange(session, overlay.change);
  if ('inviteChange' in overlay) return applyInviteChange(session, overlay.invite, overlay.inviteChange);
  if ('personChange' in overlay) return applyPersonChange(session, overlay.person, overlay.personChange);
  return applyInstituteChange(session, overlay.instituteChange);
}

function applyInstituteChange(session: Session, { role, open }: ChangeInstitute): Session {
  const { institute } = session;
  if (institute === undefined) return session;
  return { ...session, institute: { ...institute, role: role ?? institute.role, open: open ?? institute.open } };
}

function applyPersonChange(session: Session, id: string, { role, blocked }: ChangePerson): Session {
  return {
    ...session,
    people: session.people.map((person) =>
      person.id !== id
        ? person
        : {
            ...person,
            // Null is the role of everybody who comes that way.
            role: role === undefined ? person.role : (role ?? session.institute?.role ?? person.role),
            ...(blocked === undefined ? {} : { blocked, here: person.here && !blocked }),
          },
    ),
  };
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
