/** What the fake control server makes of a session when the page asks for a change. */
import type { ChangeSession, StartSession } from '../../contract/control.ts';
import { sessionSchema, type Person, type Session } from '../../contract/session.ts';
import type { TunnelRequest } from '../../contract/tunnel.ts';
import { preparing } from './samples.ts';

export function startedSession(request: StartSession): Session {
  return sessionSchema.parse(
    preparing('started', request.title ?? 'Example: blood cells', [
      { name: 'check', state: 'running', done: null, detail: null, seconds: 0 },
      { name: 'environment', state: 'todo', done: null, detail: null, seconds: null },
      { name: 'start', state: 'todo', done: null, detail: null, seconds: null },
    ]),
  );
}

export function changedSession(before: Session, change: ChangeSession): Session {
  return sessionSchema.parse({
    ...before,
    title: change.title ?? before.title,
    toggles: { ...before.toggles, ...change.toggles },
    generalLink: { ...before.generalLink, ...change.generalLink },
    sleepAfterMinutes: change.sleepAfterMinutes === undefined ? before.sleepAfterMinutes : change.sleepAfterMinutes,
    hiddenColumns: change.hiddenColumns ?? before.hiddenColumns,
    hideExpression: change.hideExpression ?? before.hideExpression,
    dataUse: change.dataUse === undefined ? before.dataUse : change.dataUse,
    expiresAt: change.expiresAt === undefined ? before.expiresAt : change.expiresAt,
    ...(change.reach?.told === true ? { reach: { ...before.reach, changed: null }, notices: [] } : {}),
    ...(change.reach?.tryNow === true ? { reach: { ...before.reach, state: 'up', error: null, retry: null } } : {}),
    phase: change.paused === undefined ? before.phase : change.paused ? 'paused' : 'starting',
    ...(change.tunnel === undefined ? {} : tunnelled(before, change.tunnel.provider)),
  });
}

export function without(person: Person, browser: string): Person {
  return { ...person, browsers: person.browsers.filter(({ id }) => id !== browser) };
}

function tunnelled(before: Session, provider: TunnelRequest['provider']): Pick<Session, 'reach' | 'publicUrl'> {
  if (provider === 'none') {
    return { reach: { ...before.reach, rung: 'computer', provider: null, state: 'off', since: null }, publicUrl: null };
  }
  return { reach: { ...before.reach, rung: 'internet', provider, state: 'opening' }, publicUrl: null };
}
