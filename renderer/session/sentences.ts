/** The short sentences that stand for a session in the sidebar and under its title. */
import type { Person, Session, Toggles } from '../../contract/session.ts';
import { format, texts } from '../texts/texts.ts';
import { cappedBy } from './role-cap.ts';
import { gravestNotice, isPreparing, peopleHere, statusOf, stoodBefore } from './status.ts';

/** The second line in the sidebar: the one thing worth knowing of a session one is not looking at. */
export function subLine(session: Session): string {
  const { sub } = texts.sidebar;
  switch (session.phase) {
    case 'preparing':
    case 'starting':
      return isPreparing(session) ? preparingLine(session) : texts.session.startingAgain;
    case 'paused':
    case 'asleep':
    case 'stopping':
    case 'stopped':
      return statusWord(session);
    case 'failed':
      return stoodBefore(session) ? sub.failed : sub.failedFirst;
    case 'live':
      return liveLine(session);
  }
}

/** The word after the mark under the title. */
export function statusWord(session: Session): string {
  switch (session.phase) {
    case 'preparing':
      return texts.session.preparing;
    case 'starting':
      return stoodBefore(session) ? texts.session.startingAgain : texts.session.preparing;
    case 'live':
      return statusOf(session) === 'trouble' ? texts.session.needsYou : texts.session.live;
    case 'paused':
      return texts.session.paused;
    case 'asleep':
      return texts.session.asleep;
    case 'stopping':
      return texts.session.stopping;
    case 'stopped':
      return texts.session.stopped;
    case 'failed':
      return texts.session.failed;
  }
}

/** "Annotator", or with what a toggle takes away. */
export function roleWords(person: Pick<Person, 'role'>, toggles: Toggles): string {
  return texts.roles.capped({
    role: texts.roles.name({ role: person.role }),
    off: cappedBy(person.role, toggles),
  });
}

function preparingLine(session: Session): string {
  const running = session.steps.find((step) => step.state === 'running');
  if (running?.done === null || running === undefined) return texts.sidebar.sub.preparing;
  return texts.sidebar.sub.preparingAt({ percent: format.percent(running.done) });
}

function liveLine(session: Session): string {
  if (session.reach.state === 'lost') return texts.sidebar.sub.publicLost;
  if (session.reach.state === 'failed') return texts.sidebar.sub.publicFailed;
  const notice = gravestNotice(session.notices);
  if (notice !== null && notice.severity !== 'hint') return texts.service.told(notice).message;
  const here = peopleHere(session);
  return here === 0 ? texts.people.nobodyHere : texts.people.hereCount({ count: here });
}
