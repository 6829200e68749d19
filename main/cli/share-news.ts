/** What happened to a session that its owner has to hear of, as lines for a terminal that nobody looks at all the time. Pure. */
import type { Session } from '../../contract/session.ts';

/** In the order of their weight; nothing for what was there before. */
export function newsOf(before: Session, after: Session): string[] {
  const news: string[] = [];
  const { reach } = after;
  if (reach.state !== before.reach.state) {
    if (reach.state === 'lost' && reach.error !== null) news.push(`${reach.error.message} Trying again by itself.`);
    if (reach.state === 'failed' && reach.error !== null) news.push(`${reach.error.message} ${reach.error.hint}`);
    if (reach.state === 'up' && before.reach.state === 'lost') {
      news.push(`The way to the internet is open again: ${after.publicUrl ?? ''}`);
    }
  }
  if (reach.changed != null && reach.changed.at !== before.reach.changed?.at) {
    news.push(`The link has changed. Send people the new one: ${after.publicUrl ?? ''}`);
  }
  if (after.expiresAt !== before.expiresAt) {
    news.push(after.expiresAt === null ? 'It has no end any more.' : `It ends at ${moment(after.expiresAt)}.`);
  }
  const known = new Set(before.notices.map(({ code, since }) => `${code} ${since}`));
  for (const { code, since, message } of after.notices) {
    if (code === 'ends-soon' && !known.has(`${code} ${since}`)) {
      news.push(`${message} To extend it: annotate-share extend ${after.id} 1h`);
    }
  }
  return news;
}

/** What a session that is gone leaves to be said; null where somebody stopped it. */
export function endOf({ expiresAt }: Pick<Session, 'expiresAt'>, now: Date): string | null {
  if (expiresAt === null || new Date(expiresAt) > now) return null;
  return `It has ended, as it was to at ${moment(expiresAt)}. The link opens nothing any more.`;
}

export function moment(iso: string): string {
  return new Date(iso).toLocaleString();
}
