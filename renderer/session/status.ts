/** The one mark that stands for a session, and the one notice that is shown of many. */
import { isOver, type Notice, type Session } from '../../contract/session.ts';

export type Status = 'live' | 'busy' | 'paused' | 'asleep' | 'trouble' | 'failed' | 'stopped';

export function statusOf(session: Pick<Session, 'phase' | 'notices' | 'reach'>): Status {
  switch (session.phase) {
    case 'failed':
      return 'failed';
    case 'stopped':
      return 'stopped';
    case 'preparing':
    case 'starting':
    case 'stopping':
      return 'busy';
    case 'paused':
      return 'paused';
    case 'asleep':
      return 'asleep';
    case 'live':
      return inTrouble(session) ? 'trouble' : 'live';
  }
}

function inTrouble(session: Pick<Session, 'notices' | 'reach'>): boolean {
  if (session.reach.state === 'lost' || session.reach.state === 'failed') return true;
  return session.notices.some((notice) => notice.severity !== 'hint');
}

const gravity = { hint: 0, warning: 1, error: 2 } as const;

/** At most one banner: the gravest, and of equals the newest. */
export function gravestNotice(notices: readonly Notice[]): Notice | null {
  return notices.reduce<Notice | null>((worst, notice) => {
    if (worst === null) return notice;
    const heavier = gravity[notice.severity] - gravity[worst.severity];
    return heavier > 0 || (heavier === 0 && notice.since > worst.since) ? notice : worst;
  }, null);
}

/** Once the cells were counted it has stood: what starts then starts again. */
export function stoodBefore(session: Pick<Session, 'liveSince' | 'dataset'>): boolean {
  return session.liveSince !== null || session.dataset.cells !== null;
}

/** The steps' page is for the way to live; a session that stood before keeps its own page while it starts again. */
export function isPreparing(session: Pick<Session, 'phase' | 'liveSince' | 'dataset'>): boolean {
  return (session.phase === 'preparing' || session.phase === 'starting') && !stoodBefore(session);
}

export function peopleHere(session: Pick<Session, 'people' | 'phase'>): number {
  return isOver(session.phase) ? 0 : session.people.filter((person) => person.here).length;
}
