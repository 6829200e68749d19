/** Sessions and states for tests: an ordinary live session, and what is different about this one. */
import type { Recent } from '../../../contract/control.ts';
import type { Notice, Person, Session } from '../../../contract/session.ts';
import { aPerson, aSession } from '../../../contract/testing/example-session.ts';
import type { ShellState } from '../shell-state.ts';

const moment = '2026-01-01T12:00:00.000Z';

export function exampleSession(different: Partial<Session> = {}): Session {
  return aSession({ id: 's1', title: 'Fetal lung', ...different });
}

export function examplePerson(name: string, here = true): Person {
  return aPerson(name, { here });
}

export function exampleNotice(severity: Notice['severity'], message: string): Notice {
  return { code: 'dataset-changed', severity, since: moment, message, hint: '' };
}

export function exampleRecent(title: string, missing = false): Recent {
  return {
    path: `/data/${title}.h5ad`,
    fileName: `${title}.h5ad`,
    title,
    sharedAt: moment,
    sizeBytes: 1,
    missing,
    favourite: false,
  };
}

export function sharing(sessions: readonly Session[], recents: readonly Recent[] = []): ShellState {
  return { service: 'up', snapshot: { version: '1', sessions: [...sessions], recents: [...recents] } };
}
