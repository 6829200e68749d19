/** What is kept of a session from its start to its end, and the terms that it asks people to accept. */
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { anyPython } from '../annotate/testing/processes.ts';
import type { Visitor } from '../proxy/ports.ts';
import { inPhase, SessionsFixture } from './testing/sessions-fixture.ts';

const dataUse = { title: 'Before you look', contact: '', terms: '- Do not pass on.' };
const maria: Visitor = { collaborator: 'maria-1', signInId: 'x', name: 'Maria', role: 'viewer', by: 'invite' };
let python: string;
let fixture: SessionsFixture;

beforeAll(async () => {
  python = await anyPython();
});
beforeEach(() => {
  fixture = new SessionsFixture(python);
});
afterEach(() => fixture.close());

async function share(wish: object = {}): Promise<string> {
  const { id } = fixture.sessions.start({ dataset: fixture.file, ...wish });
  await fixture.until(id, inPhase('live'));
  return id;
}

test('start, changes, pause, resume and stop are lines of the audit; saying what is so already is none', async () => {
  const { sessions, audit } = fixture;
  const id = await share();
  const datasetId = sessions.datasetOf(id) ?? '';
  const before = sessions.get(id).activity;
  await sessions.change(id, { toggles: { diffexp: false } });
  await sessions.change(id, { toggles: { diffexp: false, annotations: true } });
  await sessions.change(id, { title: 'Fetal lung', generalLink: { role: 'viewer', open: false } });
  expect(sessions.get(id).activity).toBeGreaterThan(before);
  await sessions.change(id, { paused: true });
  await sessions.change(id, { paused: true });
  await sessions.change(id, { paused: false });
  await fixture.until(id, inPhase('live'));
  await sessions.stop(id);
  const lines = audit.list(datasetId, { limit: 50 }).reverse();
  expect(lines.map(({ action, subject, value }) => [action, subject, value])).toEqual([
    ['started-session', null, null],
    ['switched-toggle', 'diffexp', 'off'],
    ['changed-title', null, 'Fetal lung'],
    ['changed-general-role', null, 'viewer'],
    ['closed-general-link', null, null],
    ['paused-session', null, null],
    ['resumed-session', null, null],
    ['stopped-session', null, null],
  ]);
  expect(new Set(lines.map(({ actor, address }) => `${actor} ${String(address)}`))).toEqual(new Set(['owner null']));
});

test('terms are asked from the start or later, remembered for the next time, and taken away', async () => {
  const { sessions } = fixture;
  const id = await share({ dataUse });
  expect(sessions.get(id).dataUse).toEqual(dataUse);
  expect(fixture.door.terms).toMatchObject(dataUse);
  fixture.door.terms?.accept(maria);
  expect(fixture.door.terms?.hasAccepted('maria-1')).toBe(true);
  expect(sessions.acceptances(id)).toMatchObject([{ personId: 'maria-1', name: 'Maria', current: true }]);
  await sessions.change(id, { title: 'Other' });
  expect(fixture.door.terms?.hasAccepted('maria-1')).toBe(true);
  await sessions.change(id, { dataUse: { ...dataUse, terms: 'Else.' } });
  expect(fixture.door.terms?.hasAccepted('maria-1')).toBe(false);
  await sessions.change(id, { dataUse });
  await sessions.stop(id);
  const again = await share();
  expect(fixture.door.terms?.hasAccepted('maria-1')).toBe(true);
  await sessions.change(again, { dataUse: null });
  expect([fixture.door.terms, sessions.get(again).dataUse]).toEqual([null, null]);
});
