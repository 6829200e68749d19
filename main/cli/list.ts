/** `annotate-share list`: what is being shared, by every service on this home. */
import { say, sayJson, table } from './output.ts';
import { running } from './running.ts';

export async function runList({ home, json }: { readonly home?: string; readonly json?: boolean }): Promise<void> {
  const sessions = (await running(home)).flatMap((service) =>
    service.sessions.map((session) => ({ ...session, pid: service.pid })),
  );
  if (json === true) sayJson(sessions);
  else if (sessions.length === 0) say('Nothing is being shared.');
  else {
    const rows = sessions.map(({ id, title, phase, people, publicUrl, url }) => [
      id,
      phase,
      `${people.filter((person) => person.here).length} here`,
      title,
      publicUrl ?? url ?? '',
    ]);
    say(table([['SESSION', 'PHASE', 'PEOPLE', 'TITLE', 'LINK'], ...rows]));
  }
}
