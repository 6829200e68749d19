/** What is said aloud when one snapshot follows another: who joined and left, what got ready, what is in trouble. */
import type { Snapshot } from '../../contract/control.ts';
import type { Notice, Session } from '../../contract/session.ts';
import { gravestNotice, stoodBefore } from '../session/status.ts';

export type Announcement =
  | { readonly kind: 'joined' | 'left'; readonly who: string; readonly title: string }
  | { readonly kind: 'ready' | 'failed' | 'link-changed'; readonly title: string }
  | { readonly kind: 'trouble'; readonly notice: Notice }
  | { readonly kind: 'step-done'; readonly step: Session['steps'][number]['name'] };

/** Trouble and a changed link interrupt; the rest waits its turn. */
export function isUrgent(announcement: Announcement): boolean {
  return announcement.kind === 'failed' || announcement.kind === 'link-changed' || announcement.kind === 'trouble';
}

export function announcementsBetween(before: Snapshot, after: Snapshot): readonly Announcement[] {
  return after.sessions.flatMap((session) => {
    const earlier = before.sessions.find((candidate) => candidate.id === session.id);
    return earlier === undefined ? [] : changes(earlier, session);
  });
}

function changes(before: Session, after: Session): readonly Announcement[] {
  const { title } = after;
  const said: Announcement[] = [];
  if (before.phase !== 'live' && after.phase === 'live' && !stoodBefore(before)) said.push({ kind: 'ready', title });
  if (before.phase !== 'failed' && after.phase === 'failed') said.push({ kind: 'failed', title });
  if (before.publicUrl !== null && after.publicUrl !== null && before.publicUrl !== after.publicUrl) {
    said.push({ kind: 'link-changed', title });
  }
  const notice = gravestNotice(after.notices);
  if (notice !== null && notice.severity !== 'hint' && gravestNotice(before.notices)?.code !== notice.code) {
    said.push({ kind: 'trouble', notice });
  }
  for (const step of after.steps) {
    const wasDone = before.steps.find((candidate) => candidate.name === step.name)?.state === 'done';
    if (step.state === 'done' && !wasDone) said.push({ kind: 'step-done', step: step.name });
  }
  return [...said, ...comingAndGoing(before, after)];
}

function comingAndGoing(before: Session, after: Session): readonly Announcement[] {
  const here = (session: Session, id: string) => session.people.some((person) => person.id === id && person.here);
  const joined = after.people.filter((person) => person.here && !here(before, person.id));
  const left = before.people.filter((person) => person.here && !here(after, person.id));
  return [
    ...joined.map((person) => ({ kind: 'joined', who: person.name, title: after.title }) as const),
    ...left.map((person) => ({ kind: 'left', who: person.name, title: after.title }) as const),
  ];
}
