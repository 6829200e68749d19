/** Sessions and states for tests: an ordinary live session, and what is different about this one. */
import type { Recent } from '../../../contract/control.ts';
import type { Notice, Person, Session } from '../../../contract/session.ts';
import type { ShellState } from '../shell-state.ts';

const moment = '2026-01-01T12:00:00.000Z';

export function exampleSession(different: Partial<Session> = {}): Session {
  return {
    id: 's1',
    title: 'Fetal lung',
    phase: 'live',
    url: 'http://127.0.0.1:4001/d/fetal-lung/',
    publicUrl: null,
    reach: { rung: 'computer', provider: null, state: 'off', since: null, interruptions: [], error: null },
    toggles: { diffexp: true, annotations: true },
    generalLink: { role: 'annotator', open: true },
    signIn: { user: 'guest', password: 'secret' },
    expiresAt: null,
    hiddenColumns: [],
    matrixStore: 'none',
    people: [],
    resources: { memoryBytes: null, cpu: null, queue: 0, bytesSent: 0, cacheHitRate: null },
    notices: [],
    error: null,
    createdAt: moment,
    liveSince: moment,
    steps: [],
    dataset: { path: '/data/lung.h5ad', fileName: 'lung.h5ad', sizeBytes: 1, cells: 700, genes: 765 },
    ...different,
  };
}

export function examplePerson(name: string, here = true): Person {
  return {
    id: name,
    name,
    role: 'annotator',
    by: 'general-link',
    here,
    firstSeen: moment,
    lastSeen: moment,
    requests: 1,
    bytesSent: 1,
  };
}

export function exampleNotice(severity: Notice['severity'], message: string): Notice {
  return { code: 'dataset-changed', severity, since: moment, message, hint: '' };
}

export function exampleRecent(title: string, missing = false): Recent {
  return { path: `/data/${title}.h5ad`, fileName: `${title}.h5ad`, title, sharedAt: moment, sizeBytes: 1, missing };
}

export function sharing(sessions: readonly Session[], recents: readonly Recent[] = []): ShellState {
  return { service: 'up', snapshot: { version: '1', sessions: [...sessions], recents: [...recents] } };
}
