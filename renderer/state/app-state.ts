/** Everything the page knows, and how each thing that happens changes it. Pure. */
import type { Snapshot } from '../../contract/control.ts';
import type { Failure } from '../../contract/errors.ts';
import type { Settings } from '../../contract/settings.ts';
import { isOver, type Invite, type Session } from '../../contract/session.ts';
import { remember, type Sample } from '../session/usage-history.ts';
import { withOverlays, type Overlay } from './overlay.ts';
import type { Place } from './place.ts';

export type Connection = 'connecting' | 'open' | 'lost' | 'refused' | 'incompatible';

export type Dialog =
  | { readonly kind: 'qr' | 'email' | 'reach' | 'network' | 'stop'; readonly session: string }
  | { readonly kind: 'invite'; readonly session: string }
  | { readonly kind: 'data-use'; readonly session: string }
  | { readonly kind: 'invite-link' | 'invite-renew'; readonly session: string; readonly invite: string }
  | { readonly kind: 'stop-all' | 'example' };

/** The control that a refusal belongs to: its sentence is shown there. */
export type Control =
  | 'people'
  | 'diffexp'
  | 'annotations'
  | 'general-link'
  | 'hiding'
  | 'paused'
  | 'tunnel'
  | 'network'
  | 'sleep'
  | 'expiry'
  | 'stop'
  | 'start';

export interface Refusal {
  /** Null for what belongs to no session, such as starting one. */
  readonly session: string | null;
  readonly control: Control;
  /** Null when the service did not answer. */
  readonly failure: Failure | null;
}

export interface AppState {
  readonly connection: Connection;
  readonly snapshot: Snapshot | null;
  readonly overlays: readonly Overlay[];
  readonly refusals: readonly Refusal[];
  readonly place: Place;
  readonly dialog: Dialog | null;
  /** The session one was looking at when it ended, as it was last. */
  readonly departed: Session | null;
  readonly usage: Readonly<Record<string, readonly Sample[]>>;
  /** A start that is not answered yet, and whether nothing was shared before it. */
  readonly starting: { readonly alone: boolean } | null;
}

export type Action =
  | { readonly type: 'connection'; readonly connection: Connection }
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  /** Time passed: what the sessions use is noted. */
  | { readonly type: 'sampled' }
  | { readonly type: 'place'; readonly place: Place }
  | { readonly type: 'dialog'; readonly dialog: Dialog | null }
  | { readonly type: 'change-sent'; readonly overlay: Overlay; readonly control: Control }
  | { readonly type: 'invite-granted'; readonly key: number; readonly session: string; readonly invite: Invite }
  /** Granted, and what it has become is what was asked for. */
  | { readonly type: 'change-done'; readonly key: number }
  | { readonly type: 'change-refused'; readonly key: number; readonly refusal: Refusal }
  | { readonly type: 'start-sent' }
  /** A session that the service answered before its snapshot told of it. */
  | { readonly type: 'session-answered'; readonly session: Session }
  /** What holds for all sessions, as it was answered before the snapshot tells of it. */
  | { readonly type: 'settings-answered'; readonly settings: Settings }
  | { readonly type: 'refused'; readonly refusal: Refusal }
  | { readonly type: 'tried-again'; readonly session: string | null; readonly control: Control };

export function firstState(place: Place): AppState {
  return {
    connection: 'connecting',
    snapshot: null,
    overlays: [],
    refusals: [],
    place,
    dialog: null,
    departed: null,
    usage: {},
    starting: null,
  };
}

export function reduce(state: AppState, action: Action): AppState {
  switch (action.type) {
    case 'connection':
      return { ...state, connection: action.connection };
    case 'snapshot':
      return takeSnapshot(state, action.snapshot);
    case 'sampled':
      return { ...state, usage: sampled(state) };
    case 'place':
      return {
        ...state,
        place: settle(action.place, state.snapshot),
        dialog: dialogAt(action.place, state.dialog),
        refusals: [],
      };
    case 'dialog':
      return { ...state, dialog: action.dialog };
    case 'change-sent':
      return {
        ...state,
        overlays: [...state.overlays, action.overlay],
        refusals: without(state.refusals, action.overlay.session, action.control),
      };
    case 'invite-granted':
      return { ...withInvite(state, action.session, action.invite), overlays: dropped(state.overlays, action.key) };
    case 'change-done':
      return settled(state, action.key);
    case 'change-refused':
      return {
        ...state,
        overlays: dropped(state.overlays, action.key),
        refusals: [...without(state.refusals, action.refusal.session, action.refusal.control), action.refusal],
      };
    case 'start-sent':
      return {
        ...state,
        refusals: without(state.refusals, null, 'start'),
        starting: { alone: shownSessions(state).length === 0 },
      };
    case 'session-answered':
      return { ...withSession(state, action.session), starting: null };
    case 'settings-answered':
      return state.snapshot === null ? state : { ...state, snapshot: { ...state.snapshot, settings: action.settings } };
    case 'refused':
      return {
        ...state,
        starting: action.refusal.control === 'start' ? null : state.starting,
        refusals: [...without(state.refusals, action.refusal.session, action.refusal.control), action.refusal],
      };
    case 'tried-again':
      return { ...state, refusals: without(state.refusals, action.session, action.control) };
  }
}

/** The sessions as they are shown: the last snapshot with what was asked for since. */
export function shownSessions(state: AppState): readonly Session[] {
  return (state.snapshot?.sessions ?? []).map((session) => withOverlays(session, state.overlays));
}

/** Whether the page stands without a list of sessions. One that is being started comes into it with its own view, and moves none. */
export function standsAlone(state: AppState): boolean {
  if (state.place.to === 'session') return false;
  return shownSessions(state).length === 0 || state.starting?.alone === true;
}

export function refusalOf(state: AppState, session: string | null, control: Control): Refusal | null {
  return state.refusals.find((refusal) => refusal.session === session && refusal.control === control) ?? null;
}

function takeSnapshot(state: AppState, snapshot: Snapshot): AppState {
  return {
    ...state,
    connection: 'open',
    snapshot,
    place: settle(state.place, snapshot),
    departed: departedFrom(state, snapshot),
    dialog: stillMeant(state.dialog, snapshot),
  };
}

function sampled({ snapshot, usage }: AppState): AppState['usage'] {
  const sessions = snapshot?.sessions ?? [];
  return Object.fromEntries(sessions.map(({ id, resources }) => [id, remember(usage[id] ?? [], resources)]));
}

/** A place that is not chosen yet is chosen by the first snapshot, and then stays. */
function settle(place: Place, snapshot: Snapshot | null): Place {
  if (place.to !== 'start' || snapshot === null) return place;
  const first = snapshot.sessions.find((session) => !isOver(session.phase)) ?? snapshot.sessions[0];
  return first === undefined ? { to: 'home' } : { to: 'session', id: first.id, part: 'overview' };
}

function departedFrom(state: AppState, snapshot: Snapshot): Session | null {
  const { place } = state;
  if (place.to !== 'session' || snapshot.sessions.some((session) => session.id === place.id)) return null;
  const before = state.snapshot?.sessions.find((session) => session.id === place.id) ?? null;
  return before === null ? state.departed : { ...before, phase: before.phase === 'failed' ? 'failed' : 'stopped' };
}

/** Going somewhere closes what is open, unless it is about the place one goes to: the tray asks for both at once. */
function dialogAt(place: Place, dialog: Dialog | null): Dialog | null {
  const isOfPlace = dialog !== null && 'session' in dialog && place.to === 'session' && place.id === dialog.session;
  return isOfPlace ? dialog : null;
}

/** A dialog about a session that is over asks nothing any more. */
function stillMeant(dialog: Dialog | null, snapshot: Snapshot): Dialog | null {
  if (dialog === null || !('session' in dialog)) return dialog;
  const session = snapshot.sessions.find((candidate) => candidate.id === dialog.session);
  return session === undefined || isOver(session.phase) ? null : dialog;
}

function withSession(state: AppState, session: Session): AppState {
  if (state.snapshot === null) return state;
  const known = state.snapshot.sessions.some((candidate) => candidate.id === session.id);
  const sessions = known
    ? state.snapshot.sessions.map((candidate) => (candidate.id === session.id ? session : candidate))
    : [...state.snapshot.sessions, session];
  return { ...state, snapshot: { ...state.snapshot, sessions } };
}

/** The next snapshot has the rest of what follows from it, such as browsers that are out. */
function withInvite(state: AppState, sessionId: string, invite: Invite): AppState {
  const session = state.snapshot?.sessions.find((candidate) => candidate.id === sessionId);
  if (session === undefined) return state;
  const invites = session.invites.map((candidate) => (candidate.id === invite.id ? invite : candidate));
  const people = session.people.map((person) =>
    person.invite === invite.id ? { ...person, role: invite.role, name: invite.name } : person,
  );
  return withSession(state, { ...session, invites, people });
}

/** Until the next snapshot it stays as it was shown. */
function settled(state: AppState, key: number): AppState {
  const done = state.overlays.filter((overlay) => overlay.key === key);
  const { snapshot } = state;
  if (snapshot === null) return { ...state, overlays: dropped(state.overlays, key) };
  const sessions = snapshot.sessions.map((session) => withOverlays(session, done));
  return { ...state, snapshot: { ...snapshot, sessions }, overlays: dropped(state.overlays, key) };
}

function dropped(overlays: readonly Overlay[], key: number): readonly Overlay[] {
  return overlays.filter((overlay) => overlay.key !== key);
}

function without(refusals: readonly Refusal[], session: string | null, control: Control): readonly Refusal[] {
  return refusals.filter((refusal) => refusal.session !== session || refusal.control !== control);
}
