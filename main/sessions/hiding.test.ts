import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StartSession } from '../../contract/control.ts';
import { anyPython, isAlive } from '../annotate/testing/processes.ts';
import { inPhase, SessionsFixture } from './testing/sessions-fixture.ts';

let python: string;
let fixture: SessionsFixture;

beforeAll(async () => {
  python = await anyPython();
});
beforeEach(() => {
  fixture = new SessionsFixture(python);
});
afterEach(() => fixture.close());

async function live(wish: Partial<StartSession> = {}): Promise<string> {
  const { id } = fixture.sessions.start({ dataset: fixture.file, ...wish });
  await fixture.until(id, inPhase('live'));
  return id;
}

test('the owner sees the columns that the host told of, and which seem to tell who somebody is', async () => {
  const session = fixture.sessions.get(await live());
  expect(session).toMatchObject({
    hiddenColumns: [],
    hideExpression: false,
    columns: [
      { axis: 'cells', name: 'louvain', kind: 'text' },
      { axis: 'cells', name: 'mrn', kind: 'text' },
    ],
    identifiers: [{ column: 'mrn', why: 'record-number', certainty: 'likely' }],
  });
  expect(JSON.stringify(session)).not.toContain('values');
});

test('a change is the door’s at once, and its content is another; the host goes on', async () => {
  const id = await live();
  const { content, state } = fixture.door;
  await fixture.sessions.change(id, { hiddenColumns: ['mrn'] });
  expect(fixture.door.hides).toEqual({ columns: ['mrn'], expression: false });
  expect(fixture.door.content).not.toBe(content);
  expect(fixture.door.state).toEqual(state);
  await fixture.sessions.change(id, { hideExpression: true });
  expect(fixture.door.hides).toEqual({ columns: ['mrn'], expression: true });
  await fixture.sessions.change(id, { hiddenColumns: [], hideExpression: false });
  expect(fixture.door.content).toBe(content);
});

describe('a name that no column has', () => {
  test('changes nothing, nor does the rest of the wish', async () => {
    const id = await live();
    const wish = { hiddenColumns: ['mrn', 'Mrn'], title: 'Other' };
    await expect(fixture.sessions.change(id, wish)).rejects.toMatchObject({ code: 'column-not-found' });
    expect(fixture.sessions.get(id)).toMatchObject({ hiddenColumns: [], title: 'Lung' });
  });

  test('is not shared with: the session fails, and no host is left', async () => {
    const { id } = fixture.sessions.start({ dataset: fixture.file, hiddenColumns: ['mnr'] });
    const { error } = await fixture.until(id, inPhase('failed'));
    expect(error?.code).toBe('column-not-found');
    await fixture.sessions.stop(id);
    expect(fixture.pids.filter(isAlive)).toEqual([]);
    // Nor is it remembered as if it were hidden.
    await live();
    expect(fixture.door.hides.columns).toEqual([]);
  });
});

test('what is hidden is remembered, and holds again before anybody is let in', async () => {
  const id = await live({ hiddenColumns: ['mrn', 'cell names'], hideExpression: true });
  await fixture.sessions.stop(id);
  const { id: again } = fixture.sessions.start({ dataset: fixture.file });
  const seen = new Set<string>();
  await fixture.until(again, ({ phase }) => {
    const door = fixture.sessions.directory.find('lung');
    if (door !== null) seen.add(JSON.stringify(door.hides));
    return phase === 'live';
  });
  expect([...seen]).toEqual(['{"columns":["mrn","cell names"],"expression":true}']);
});

test('a host that is started again, paused or asleep keeps it', async () => {
  const id = await live({ hiddenColumns: ['mrn'] });
  const starting = fixture.until(id, inPhase('starting'));
  await fixture.askHost('/crash');
  await starting;
  await fixture.until(id, inPhase('live'));
  expect(fixture.door.hides.columns).toEqual(['mrn']);
  await fixture.sessions.change(id, { paused: true });
  await fixture.sessions.change(id, { hiddenColumns: ['louvain'] });
  await fixture.sessions.change(id, { paused: false });
  await fixture.until(id, inPhase('live'));
  expect(fixture.door.hides.columns).toEqual(['louvain']);
});
