/** What the tray icon shows, and the same in words: trouble is told first. Pure. */
import type { Session } from '../../contract/session.ts';
import type { ShellState } from './shell-state.ts';
import { words } from './words.ts';

export type IconState = 'idle' | 'sharing' | 'trouble';

export interface TrayStatus {
  readonly icon: IconState;
  readonly tooltip: string;
}

/** Windows cuts a tooltip off after 127 characters, in the middle of a word. */
const LONGEST_TOOLTIP = 127;

export function trayStatus(state: ShellState): TrayStatus {
  switch (state.service) {
    case 'starting':
      return { icon: 'idle', tooltip: words.serviceStarting };
    case 'ended':
      return { icon: 'trouble', tooltip: words.serviceEnded };
    case 'up':
      return statusOf(state.snapshot.sessions.filter((session) => session.phase !== 'stopped'));
  }
}

function statusOf(sessions: readonly Session[]): TrayStatus {
  for (const session of sessions) {
    const trouble = troubleOf(session);
    if (trouble !== null) return { icon: 'trouble', tooltip: shortened(words.trouble(session.title, trouble)) };
  }
  if (sessions.length === 0) return { icon: 'idle', tooltip: words.nothingShared };
  return { icon: 'sharing', tooltip: countsOf(sessions) };
}

/** The gravest trouble of a session in one sentence, or null. Remarks of severity `hint` are none. */
export function troubleOf(session: Session): string | null {
  if (session.phase === 'failed' && session.error !== null) return words.told(session.error).message;
  const notice =
    session.notices.find(({ severity }) => severity === 'error') ??
    session.notices.find(({ severity }) => severity === 'warning');
  if (notice !== undefined) return words.told(notice).message;
  return session.reach.state === 'lost' ? words.linkLost : null;
}

export function peopleHere(sessions: readonly Session[]): number {
  return sessions.flatMap(({ people }) => people).filter(({ here }) => here).length;
}

function countsOf(sessions: readonly Session[]): string {
  const count = (...phases: Session['phase'][]) => sessions.filter(({ phase }) => phases.includes(phase)).length;
  const live = count('live');
  const preparing = count('preparing', 'starting');
  const paused = count('paused');
  const asleep = count('asleep');
  return [
    ...(live > 0 ? [words.live(live)] : []),
    ...(preparing > 0 ? [words.preparing(preparing)] : []),
    ...(paused > 0 ? [words.paused(paused)] : []),
    ...(asleep > 0 ? [words.asleepCount(asleep)] : []),
    words.peopleHere(peopleHere(sessions)),
  ].join(', ');
}

function shortened(text: string): string {
  return text.length <= LONGEST_TOOLTIP ? text : `${text.slice(0, LONGEST_TOOLTIP - 1).trimEnd()}…`;
}
