/** The tray's menu as data: what it says and what each choice asks for. Pure; `tray.ts` makes the system's menu of it. */
import type { Recent } from '../../contract/control.ts';
import type { Session } from '../../contract/session.ts';
import { settingNames, type SettingName, type Settings } from './settings.ts';
import type { ShellState } from './shell-state.ts';
import { troubleOf } from './tray-status.ts';
import { words } from './words.ts';

export type TrayAction =
  | { readonly do: 'copy-link'; readonly url: string }
  | { readonly do: 'copy-invite-text'; readonly title: string; readonly url: string; readonly user: string }
  | { readonly do: 'show-qr'; readonly id: string }
  | { readonly do: 'set-toggle'; readonly id: string; readonly toggle: 'diffexp' | 'annotations'; readonly on: boolean }
  | { readonly do: 'set-paused'; readonly id: string; readonly paused: boolean }
  | { readonly do: 'extend'; readonly id: string }
  | { readonly do: 'stop'; readonly id: string }
  | { readonly do: 'show-session'; readonly id: string }
  | { readonly do: 'share-file' }
  | { readonly do: 'share-again'; readonly path: string }
  | { readonly do: 'stop-all' }
  | { readonly do: 'set-setting'; readonly name: SettingName; readonly on: boolean }
  | { readonly do: 'save-report' }
  | { readonly do: 'open-window' }
  | { readonly do: 'start-service' }
  | { readonly do: 'quit' };

export type MenuEntry =
  | { readonly kind: 'line' }
  | { readonly kind: 'says'; readonly label: string }
  /** `action` is null where the choice is shown but cannot be made now. */
  | { readonly kind: 'choice'; readonly label: string; readonly action: TrayAction | null }
  | { readonly kind: 'tick'; readonly label: string; readonly on: boolean; readonly action: TrayAction | null }
  | { readonly kind: 'submenu'; readonly label: string; readonly entries: readonly MenuEntry[] };

/** More would not fit a small screen; the window lists them all. */
const MOST_RECENTS = 8;
const MOST_NAMES = 5;
const LONGEST_TITLE = 48;

const line: MenuEntry = { kind: 'line' };
const choice = (label: string, action: TrayAction | null): MenuEntry => ({ kind: 'choice', label, action });

export function trayMenu(state: ShellState, settings: Settings): readonly MenuEntry[] {
  const end = [
    line,
    choice(words.openWindow, { do: 'open-window' }),
    settingsEntry(settings),
    choice(words.quit, { do: 'quit' }),
  ];
  switch (state.service) {
    case 'starting':
      return [{ kind: 'says', label: words.serviceStarting }, ...end];
    case 'ended':
      return [{ kind: 'says', label: words.serviceEnded }, choice(words.startAgain, { do: 'start-service' }), ...end];
    case 'up': {
      const { recents } = state.snapshot;
      const sessions = troubledFirst(state.snapshot.sessions.filter(({ phase }) => phase !== 'stopped'));
      return [
        ...(sessions.length > 0 ? sessions.map(sessionEntry) : [{ kind: 'says', label: words.nothingShared } as const]),
        line,
        choice(words.shareFile, { do: 'share-file' }),
        ...(recents.length > 0 ? [recentsEntry(recents)] : []),
        ...(sessions.length > 0 ? [line, choice(words.stopEverything, { do: 'stop-all' })] : []),
        ...end,
      ];
    }
  }
}

function settingsEntry(settings: Settings): MenuEntry {
  const entries = settingNames.flatMap((name): readonly MenuEntry[] => {
    const on = settings[name];
    if (on === null) return [];
    return [{ kind: 'tick', label: words.setting[name], on, action: { do: 'set-setting', name, on: !on } }];
  });
  const report = choice(words.saveReport, { do: 'save-report' });
  return { kind: 'submenu', label: words.settings, entries: [...entries, line, report] };
}

function troubledFirst(sessions: readonly Session[]): readonly Session[] {
  const isTroubled = (session: Session) => troubleOf(session) !== null;
  return [...sessions.filter(isTroubled), ...sessions.filter((session) => !isTroubled(session))];
}

function recentsEntry(recents: readonly Recent[]): MenuEntry {
  const entries = recents
    .slice(0, MOST_RECENTS)
    .map(({ title, path, missing }) =>
      missing ? choice(words.missing(shortened(title)), null) : choice(shortened(title), { do: 'share-again', path }),
    );
  return { kind: 'submenu', label: words.recentDatasets, entries };
}

function sessionEntry(session: Session): MenuEntry {
  const label = `${markOf(session)} ${shortened(session.title)} – ${saysOf(session)}`;
  return { kind: 'submenu', label, entries: sessionEntries(session) };
}

/** A menu cannot draw: these are the shapes of the window's status marks as characters. */
function markOf(session: Session): string {
  if (session.phase === 'failed') return '✕';
  if (troubleOf(session) !== null) return '▲';
  switch (session.phase) {
    case 'live':
      return '●';
    case 'asleep':
      return '☾';
    case 'paused':
      return '‖';
    case 'stopping':
    case 'stopped':
      return '■';
    default:
      return '◔';
  }
}

function saysOf(session: Session): string {
  const trouble = troubleOf(session);
  if (trouble !== null) return trouble;
  switch (session.phase) {
    case 'preparing':
    case 'starting':
      return words.gettingReady;
    case 'paused':
      return words.isPaused;
    case 'asleep':
      return words.isAsleep;
    case 'stopping':
      return words.isStopping;
    default:
      return words.here(session.people.filter(({ here }) => here).length);
  }
}

function sessionEntries(session: Session): readonly MenuEntry[] {
  const { id, phase, toggles } = session;
  const show = choice(words.showInWindow, { do: 'show-session', id });
  if (phase === 'failed') return [choice(words.remove, { do: 'stop', id }), line, show];
  if (phase === 'stopping') return [show];

  const url = session.publicUrl ?? session.url;
  const tick = (label: string, toggle: 'diffexp' | 'annotations'): MenuEntry => {
    const on = toggles[toggle];
    return { kind: 'tick', label, on, action: { do: 'set-toggle', id, toggle, on: !on } };
  };
  return [
    ...peopleEntries(session),
    choice(words.copyLink, url === null ? null : { do: 'copy-link', url }),
    choice(words.copyInviteText, invitation(session, url)),
    choice(words.showQrCode, url === null ? null : { do: 'show-qr', id }),
    line,
    tick(words.diffexp, 'diffexp'),
    tick(words.annotations, 'annotations'),
    line,
    phase === 'paused'
      ? choice(words.resume, { do: 'set-paused', id, paused: false })
      : choice(words.pause, phase === 'live' ? { do: 'set-paused', id, paused: true } : null),
    ...expiryEntries(session),
    choice(words.stop, { do: 'stop', id }),
    line,
    show,
  ];
}

/** None while the general link is closed: its user and password would open nothing. */
function invitation({ title, signIn, generalLink }: Session, url: string | null): TrayAction | null {
  return url === null || !generalLink.open ? null : { do: 'copy-invite-text', title, url, user: signIn.user };
}

function expiryEntries({ id, expiresAt }: Session): readonly MenuEntry[] {
  if (expiresAt === null) return [];
  const moment = new Intl.DateTimeFormat(words.locale, { dateStyle: 'medium', timeStyle: 'short' });
  const end = moment.format(new Date(expiresAt));
  return [{ kind: 'says', label: words.endsAt(end) }, choice(words.extend, { do: 'extend', id })];
}

function peopleEntries({ people }: Session): readonly MenuEntry[] {
  const names = people.filter(({ here }) => here).map(({ name }) => name);
  if (names.length === 0) return [];
  const shown = names.slice(0, MOST_NAMES).join(', ');
  const label = names.length > MOST_NAMES ? `${shown}, …` : shown;
  return [{ kind: 'says', label }, line];
}

function shortened(title: string): string {
  return title.length <= LONGEST_TITLE ? title : `${title.slice(0, LONGEST_TITLE - 1).trimEnd()}…`;
}
