/** What the control API does for people who come by an identity provider, for the page's tests. */
import { changeInstituteSchema, changePersonSchema } from '../../contract/control.ts';
import type { Session } from '../../contract/session.ts';

/** How a call changes each session; null for calls that are about something else. */
export function instituteChange(path: string, body: unknown): ((session: Session) => Session) | null {
  const member = /^\/api\/sessions\/[^/]+\/people\/([^/]+)$/.exec(path)?.[1];
  if (member !== undefined) {
    const { role, blocked } = changePersonSchema.parse(body);
    return (session) => ({
      ...session,
      people: session.people.map((one) =>
        one.id === member ? { ...one, role: role ?? one.role, blocked: blocked ?? one.blocked } : one,
      ),
    });
  }
  if (!/^\/api\/sessions\/[^/]+\/institute$/.test(path)) return null;
  const { role, open } = changeInstituteSchema.parse(body);
  return (session) => {
    const { institute } = session;
    if (institute === undefined) return session;
    return { ...session, institute: { ...institute, role: role ?? institute.role, open: open ?? institute.open } };
  };
}
