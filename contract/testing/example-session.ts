/** A session, a person, an invite and a snapshot for tests on every side of the contract: complete and valid, with what a test is about put in. */
import type { Snapshot } from '../control.ts';
import { sessionSchema, type Invite, type Person, type Session } from '../session.ts';

export function aSession(rest: Partial<Session> = {}): Session {
  const id = rest.id ?? 'a';
  return sessionSchema.parse({
    id,
    title: 'Lung',
    phase: 'live',
    url: `http://127.0.0.1:40123/d/${id}/`,
    publicUrl: null,
    reach: { rung: 'computer', provider: null, state: 'off', since: null, interruptions: [], error: null },
    toggles: { diffexp: true, annotations: true },
    generalLink: { role: 'annotator', open: true },
    signIn: { user: 'guest', password: 'aaaa-bbbb' },
    sleepAfterMinutes: 30,
    expiresAt: null,
    hiddenColumns: [],
    hideExpression: false,
    columns: [],
    identifiers: [],
    matrixStore: 'none',
    people: [],
    invites: [],
    resources: {
      memoryBytes: null,
      cpu: null,
      queue: 0,
      computing: 0,
      refused: 0,
      memoryShort: false,
      requests: 0,
      bytesSent: 0,
      cacheHitRate: null,
      cacheHits: 0,
      cacheMisses: 0,
      cacheBytes: 0,
    },
    notices: [],
    error: null,
    createdAt: '2026-11-20T09:00:00.000Z',
    liveSince: '2026-11-20T09:00:10.000Z',
    steps: [],
    dataset: { path: `/data/${id}.h5ad`, fileName: `${id}.h5ad`, sizeBytes: 1, cells: 700, genes: 765 },
    ...rest,
  });
}

export function aPerson(name: string, rest: Partial<Person> = {}): Person {
  return {
    id: name.toLowerCase(),
    name,
    role: 'annotator',
    by: 'general-link',
    here: true,
    firstSeen: '2026-11-20T10:00:00.000Z',
    lastSeen: '2026-11-20T10:30:00.000Z',
    requests: 1,
    bytesSent: 1,
    invite: null,
    browsers: [],
    ...rest,
  };
}

export function anInvite(name: string, rest: Partial<Invite> = {}): Invite {
  const id = rest.id ?? name.toLowerCase();
  return {
    id,
    name,
    role: 'annotator',
    person: `${id}-person`,
    state: 'waiting',
    url: `http://127.0.0.1:40123/d/a/-/invite/${id}`,
    createdAt: '2026-11-20T09:30:00.000Z',
    expiresAt: null,
    revokedAt: null,
    ...rest,
  };
}

export function aSnapshot(sessions: readonly Session[]): Snapshot {
  return { version: '0.1.0', sessions: [...sessions], recents: [] };
}
