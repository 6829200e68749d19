import { rmSync, utimesSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ShareError } from '../../contract/errors.ts';
import type { Session as Snapshot } from '../../contract/session.ts';
import { anyPython } from '../annotate/testing/processes.ts';
import type { Sessions, SharedParts } from './sessions.ts';
import { inPhase, SessionsFixture } from './testing/sessions-fixture.ts';

let python: string;
let fixture: SessionsFixture;
let sessions: Sessions;
let file: string;

beforeAll(async () => {
  python = await anyPython();
});
afterEach(() => fixture.close());

function open(more: Partial<SharedParts> = {}): void {
  fixture = new SessionsFixture(python, more);
  ({ sessions, file } = fixture);
}

const until = (id: string, holds: (session: Snapshot) => boolean) => fixture.until(id, holds);
const crash = () => fixture.askHost('/crash');

describe('on the way to live', () => {
  test('it tells its steps, and at the end its link, size and password', async () => {
    open();
    const begun = sessions.start({ dataset: file });
    expect(begun).toMatchObject({ phase: 'preparing', url: null });
    const live = await until(begun.id, inPhase('live'));
    expect(live).toMatchObject({
      title: 'Lung',
      url: 'http://127.0.0.1:8000/lab/d/lung/',
      dataset: { cells: 700, genes: 765, fileName: 'lung.h5ad' },
      error: null,
    });
    expect(live.signIn.password).toMatch(/^password of [0-9a-f]{16}$/);
    expect(live.steps.map(({ name, state }) => [name, state])).toEqual([
      ['check', 'done'],
      ['environment', 'done'],
      ['start', 'done'],
    ]);
    expect(sessions.directory.find('lung')?.state.kind).toBe('open');
    expect(sessions.directory.find('other')).toBeNull();
  });

  test('the proxy is told when a first page can be fetched, by each host anew', async () => {
    open();
    const { id } = sessions.start({ dataset: file });
    await until(id, inPhase('live'));
    expect(fixture.prefetched).toEqual(['lung']);
    const starting = until(id, inPhase('starting'));
    await crash();
    await starting;
    await until(id, inPhase('live'));
    expect(fixture.prefetched).toEqual(['lung', 'lung']);
  });

  test('the example is fetched once Annotate is there', async () => {
    open();
    const { id } = sessions.start({ dataset: 'example' });
    expect((await until(id, inPhase('live'))).dataset.path).toBe(file);
  });

  test.each([
    [
      'a file that is not there',
      { checkFile: () => Promise.reject(new ShareError('dataset-not-found', { path: '/x' })) },
      'dataset-not-found',
      'check',
    ],
    [
      'no Python',
      { environment: { ensure: () => Promise.reject(new ShareError('python-missing')) } },
      'python-missing',
      'environment',
    ],
    [
      'a defect',
      {
        titleOf: () => {
          throw new TypeError('oh');
        },
      },
      'internal',
      null,
    ],
  ] as const)('%s fails it with its code', async (_what, parts, code, step) => {
    open(parts);
    const { id } = sessions.start({ dataset: file });
    const failed = await until(id, inPhase('failed'));
    expect(failed.error?.code).toBe(code);
    expect(failed.steps.find(({ state }) => state === 'failed')?.name ?? null).toBe(step);
  });

  test('a dataset that Annotate refuses is told by the host’s own code', async () => {
    open({ titleOf: () => 'refuses' });
    const { id } = sessions.start({ dataset: file });
    expect((await until(id, inPhase('failed'))).error?.code).toBe('dataset-no-embedding');
  });

  test('a file that is being shared already is not shared twice; after a failure it can be again', async () => {
    open();
    const first = sessions.start({ dataset: file });
    await until(first.id, inPhase('live'));
    const second = sessions.start({ dataset: file });
    expect((await until(second.id, inPhase('failed'))).error?.code).toBe('already-shared');
    await sessions.stop(first.id);
    const third = sessions.start({ dataset: file });
    await until(third.id, inPhase('live'));
    await expect.poll(() => sessions.list().map(({ id }) => id)).toEqual([third.id]);
  });

  test('stopping in the middle leaves nothing', async () => {
    open({ titleOf: () => 'hangs' });
    const { id } = sessions.start({ dataset: file });
    await until(id, ({ steps }) =>
      steps.some(({ name, detail }) => name === 'start' && detail === 'Reading the dataset'),
    );
    expect((await sessions.stop(id)).phase).toBe('stopped');
    expect(sessions.list()).toEqual([]);
  });
});

describe('while it is live', () => {
  test('toggles, role and title hold at once and are remembered for the next time', async () => {
    open();
    const { id } = sessions.start({ dataset: file });
    await until(id, inPhase('live'));
    await sessions.change(id, {
      toggles: { diffexp: false },
      generalLink: { role: 'viewer', open: false },
      title: 'New',
    });
    expect(sessions.directory.find('lung')?.toggles).toEqual({ diffexp: false, annotations: true });
    await sessions.stop(id);
    const again = sessions.start({ dataset: file });
    expect(await until(again.id, inPhase('live'))).toMatchObject({
      title: 'New',
      toggles: { diffexp: false, annotations: true },
      generalLink: { role: 'viewer', open: false },
    });
  });

  test('a host that crashes is started again; people meanwhile see that it starts', async () => {
    open();
    const { id } = sessions.start({ dataset: file });
    await until(id, inPhase('live'));
    const starting = until(id, inPhase('starting'));
    await crash();
    expect((await starting).notices).toMatchObject([{ code: 'host-restarted', severity: 'warning' }]);
    expect(sessions.directory.find('lung')?.state.kind).toBe('starting');
    const live = await until(id, inPhase('live'));
    expect(live.notices).toMatchObject([{ code: 'host-restarted', severity: 'hint' }]);
  });

  test('after the third restart it is given up, and says so at its address', async () => {
    open();
    const { id } = sessions.start({ dataset: file });
    for (let life = 1; life <= 4; life += 1) {
      await until(id, inPhase('live'));
      const over = until(id, ({ phase }) => phase !== 'live');
      await crash();
      await over;
    }
    expect((await until(id, inPhase('failed'))).error?.code).toBe('host-crashed');
    expect(sessions.directory.find('lung')?.state.kind).toBe('broken');
  });

  test('its matrix store is told: being built, in use, gone with the host', async () => {
    open({ titleOf: () => 'stores' });
    const { id } = sessions.start({ dataset: file });
    const seen = new Set<string>();
    const unsubscribe = sessions.subscribe(() => seen.add(sessions.get(id).matrixStore));
    await until(id, ({ matrixStore, phase }) => matrixStore === 'ready' && phase === 'live');
    unsubscribe();
    expect([...seen]).toEqual(['none', 'building', 'ready']);
    expect((await sessions.change(id, { paused: true })).matrixStore).toBe('none');
  });

  test('a matrix store that cannot be built is a remark, not a failure', async () => {
    open({ titleOf: () => 'has no room' });
    const { id } = sessions.start({ dataset: file });
    const session = await until(id, ({ phase, notices }) => phase === 'live' && notices.length > 0);
    expect(session).toMatchObject({ matrixStore: 'none', notices: [{ code: 'store-no-space', severity: 'hint' }] });
  });

  test('paused puts the host away and keeps the link; resumed brings it back', async () => {
    open();
    const { id } = sessions.start({ dataset: file });
    const { url } = await until(id, inPhase('live'));
    const paused = await sessions.change(id, { paused: true });
    expect(paused).toMatchObject({ phase: 'paused', url, resources: { memoryBytes: null } });
    expect(sessions.directory.find('lung')?.state.kind).toBe('paused');
    await sessions.change(id, { paused: false });
    expect((await until(id, inPhase('live'))).notices).toEqual([]);
  });

  test('a file that is changed meanwhile is told', async () => {
    open();
    const { id } = sessions.start({ dataset: file });
    await until(id, inPhase('live'));
    expect(sessions.get(id).notices).toEqual([]);
    utimesSync(file, new Date(0), new Date(0));
    expect((await until(id, ({ notices }) => notices.length > 0)).notices[0]?.code).toBe('dataset-changed');
  });

  test('stop ends the host’s process and closes the door', async () => {
    open();
    const { id } = sessions.start({ dataset: file });
    await until(id, inPhase('live'));
    const door = sessions.directory.find('lung');
    const answer =
      door?.state.kind === 'open'
        ? await fetch(`${door.state.upstream.origin}/`, {
            headers: { 'X-Annotate-Share-Secret': door.state.upstream.secret },
          })
        : null;
    expect(answer?.status).toBe(200);
    await sessions.stop(id);
    expect(sessions.directory.find('lung')).toBeNull();
    await expect(fetch(answer?.url ?? '')).rejects.toThrow();
  });
});

test('recent datasets are listed newest first, with those that are gone marked, and can be forgotten', async () => {
  open();
  const { id } = sessions.start({ dataset: file });
  await until(id, inPhase('live'));
  await sessions.stop(id);
  await expect.poll(() => sessions.recents()).toMatchObject([{ path: file, missing: false, title: 'Lung' }]);
  rmSync(file);
  const again = sessions.start({ dataset: file });
  await until(again.id, inPhase('live'));
  await expect.poll(() => sessions.recents()[0]?.missing).toBe(true);
  sessions.forget(file);
  expect(sessions.recents()).toEqual([]);
});
