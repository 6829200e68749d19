import { describe, expect, it } from 'vitest';
import { applyChange, withOverlays, type Overlay } from './overlay.ts';
import { aPerson, aSession } from '../../contract/testing/example-session.ts';

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

const live = aSession({ publicUrl: 'https://x.loca.lt/d/a/' });

it('changes what is named and leaves the rest', () => {
  const after = applyChange(live, { toggles: { annotations: false }, generalLink: { open: false }, title: 'New' });
  expect(after.toggles).toEqual({ diffexp: true, annotations: false });
  expect(after.generalLink).toEqual({ role: 'annotator', open: false });
  expect(after.title).toBe('New');
  expect(after.publicUrl).toBe(live.publicUrl);
});

it('knows never from nothing said about sleep', () => {
  expect(applyChange(live, {}).sleepAfterMinutes).toBe(30);
  expect(applyChange(live, { sleepAfterMinutes: 120 }).sleepAfterMinutes).toBe(120);
  expect(applyChange(live, { sleepAfterMinutes: null }).sleepAfterMinutes).toBeNull();
});

it('knows no end from nothing said about it', () => {
  const ending = aSession({ expiresAt: '2026-11-20T18:00:00.000Z' });
  expect(applyChange(ending, {}).expiresAt).toBe('2026-11-20T18:00:00.000Z');
  expect(applyChange(ending, { expiresAt: null }).expiresAt).toBeNull();
});

it('takes a changed link as known once people were told', () => {
  const changed = { from: 'https://y.loca.lt', at: '2026-11-20T14:32:00.000Z' };
  const moved = aSession({ reach: { ...live.reach, changed } });
  expect(applyChange(moved, {}).reach.changed).toEqual(changed);
  expect(applyChange(moved, { reach: { told: true } }).reach.changed).toBeNull();
});

it.each([
  ['live', true, 'paused'],
  ['paused', false, 'starting'],
  ['starting', true, 'starting'],
  ['live', undefined, 'live'],
] as const)('in %s, paused=%s gives %s', (phase, paused, after) => {
  expect(applyChange(aSession({ phase }), paused === undefined ? {} : { paused }).phase).toBe(after);
});

it('shows a tunnel as opening, and as gone', () => {
  const opening = applyChange(aSession({}), { tunnel: { provider: 'localtunnel' } });
  expect(opening.reach).toMatchObject({ rung: 'internet', provider: 'localtunnel', state: 'opening' });
  const closed = applyChange(live, { tunnel: { provider: 'none' } });
  expect(closed.reach).toMatchObject({ rung: 'computer', provider: null, state: 'off' });
  expect(closed.publicUrl).toBeNull();
});

it('lays on what belongs to the session only', () => {
  const overlays = [{ key: 1, session: 'other', change: { title: 'Other' } }];
  expect(withOverlays(live, overlays)).toEqual(live);
});

describe('people who come by the institute’s sign-in', () => {
  const member = aPerson('Noor', { id: 'p1', role: 'analyst', here: true });
  const session = aSession({
    institute: { name: 'Lab', role: 'viewer', open: true },
    people: [member, aPerson('Maria', { id: 'p2', role: 'annotator' })],
  });
  const shown = (change: DistributiveOmit<Overlay, 'key' | 'session'>) =>
    withOverlays(session, [{ key: 1, session: session.id, ...change }]);

  it('show another role at once; without one of their own they have that of everybody', () => {
    const after = shown({ person: 'p1', personChange: { role: 'annotator' } });
    expect(after.people.map(({ role }) => role)).toEqual(['annotator', 'annotator']);
    expect(shown({ person: 'p1', personChange: { role: null } }).people[0]?.role).toBe('viewer');
  });

  it('are out at once, and back', () => {
    const [out, other] = shown({ person: 'p1', personChange: { blocked: true } }).people;
    expect(out).toMatchObject({ blocked: true, here: false, role: 'analyst' });
    expect(other).toEqual(session.people[1]);
  });

  it('show what the sign-in opens', () => {
    expect(shown({ instituteChange: { open: false } }).institute).toEqual({ name: 'Lab', role: 'viewer', open: false });
    expect(withOverlays(live, [{ key: 1, session: live.id, instituteChange: { open: false } }])).toEqual(live);
  });
});
