/** What is worth a notification while nobody looks at the window: how a wait ended, that a link is lost or another one, who came, trouble, and the end. Pure. */
import type { NewsKind } from '../../contract/desktop-settings.ts';
import type { Snapshot } from '../../contract/control.ts';
import type { Session } from '../../contract/session.ts';
import { words } from './words.ts';

export interface News {
  readonly kind: NewsKind;
  readonly session: string;
  readonly title: string;
  readonly text: string;
  /** Who came, when that is the news: several are told together. */
  readonly joined?: string;
}

/** Clocks differ by a little, and stopping takes its time. */
const AROUND_ITS_END_MS = 60_000;
/** Whoever comes back sooner has not come anew: laptops sleep, and trains have tunnels. */
const COMES_ANEW_AFTER_MS = 60 * 60_000;
/** Told in words of their own. */
const toldOtherwise: ReadonlySet<string> = new Set(['ends-soon', 'address-changed']);

export function newsBetween(before: Snapshot, after: Snapshot, now = new Date()): readonly News[] {
  const changes = after.sessions.flatMap((session) => {
    const earlier = before.sessions.find(({ id }) => id === session.id);
    return earlier === undefined ? [] : newsOf(earlier, session);
  });
  const ended = before.sessions.filter(
    (session) => isDue(session, now) && !after.sessions.some(({ id }) => id === session.id),
  );
  return [...changes, ...ended.map((session) => newsAbout(session, 'ending', words.isOver))];
}

function newsOf(earlier: Session, session: Session): News[] {
  const { phase, error, reach } = session;
  const news: News[] = [];
  const tell = (kind: NewsKind, text: string) => news.push(newsAbout(session, kind, text));
  if (phase !== earlier.phase) {
    // The number of cells is known from the first time on that it was ready: a host that starts again is no news.
    if (phase === 'live' && earlier.dataset.cells === null) tell('ready', words.isReady);
    if (phase === 'failed') tell('trouble', error === null ? words.isFailed : words.told(error).message);
  }
  if (reach.state === 'lost' && earlier.reach.state !== 'lost') tell('link', words.linkLost);
  if (reach.changed != null && reach.changed.at !== earlier.reach.changed?.at) tell('link', words.linkChanged);
  const known = earlier.notices.map(({ code, since }) => `${code} ${since}`);
  for (const notice of session.notices) {
    const { code, since } = notice;
    if (code === 'ends-soon' && !known.includes(`${code} ${since}`)) tell('ending', words.told(notice).message);
  }
  // One trouble is told once: a lost way out and a failure bring notices along.
  const trouble = session.notices.find(
    ({ code, since, severity }) =>
      severity !== 'hint' && !toldOtherwise.has(code) && !known.includes(`${code} ${since}`),
  );
  if (trouble !== undefined && news.length === 0) tell('trouble', words.told(trouble).message);
  return [...news, ...joinedNews(earlier, session)];
}

function joinedNews(earlier: Session, session: Session): News[] {
  const came = session.people.filter((person) => {
    const before = earlier.people.find(({ id }) => id === person.id);
    if (!person.here || before?.here === true) return false;
    return before === undefined || Date.parse(person.lastSeen) - Date.parse(before.lastSeen) > COMES_ANEW_AFTER_MS;
  });
  return came.map(({ name }) => ({ ...newsAbout(session, 'joined', words.joined([name])), joined: name }));
}

function isDue({ expiresAt }: Session, now: Date): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= now.getTime() + AROUND_ITS_END_MS;
}

function newsAbout({ id, title }: Session, kind: NewsKind, text: string): News {
  return { kind, session: id, title, text };
}
