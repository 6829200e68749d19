import { rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ShareError } from '../../contract/errors.ts';
import type { Session as Snapshot } from '../../contract/session.ts';
import { anyPython, untilGone } from '../annotate/testing/processes.ts';
import type { Visitor } from '../proxy/ports.ts';
import { Proxy } from '../proxy/proxy.ts';
import { heavyAtOnce } from './heavy-at-once.ts';
import type { SharedParts } from './sessions.ts';
import { inPhase, nobody, SessionsFixture } from './testing/sessions-fixture.ts';

const cookieKeys = ['test-key'];
const AFTER_MINUTES = 100 / 60_000;
/** Longer than it takes until it sleeps, several times. */
const LONG_MS = 600;

const guest: Visitor = { collaborator: 'guest', signInId: null, name: 'Guest', role: 'annotator', by: 'program' };

let python: string;
let fixture: SessionsFixture;
let proxy: Proxy;
let port: number;
let asked = 0;

beforeAll(async () => {
  python = await anyPython();
});
afterEach(async () => {
  await proxy.close();
  await fixture.close();
  await Promise.all(fixture.pids.map(untilGone));
});

async function open(more: Partial<SharedParts> = {}): Promise<Snapshot> {
  fixture = new SessionsFixture(python, {
    sleepAfterMinutes: AFTER_MINUTES,
    gatekeeper: () => ({ ...nobody, recogniseProgram: () => guest }),
    checkFile: (path) => {
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats === undefined
        ? Promise.reject(new ShareError('dataset-not-found', { path }))
        : Promise.resolve({ path, fileName: basename(path), sizeBytes: stats.size, modified: stats.mtime });
    },
    ...more,
  });
  proxy = new Proxy({
    directory: fixture.sessions.directory,
    bind: '127.0.0.1',
    port: 0,
    basePath: '',
    allowedHosts: () => [{ host: `127.0.0.1:${port}`, slug: null }],
    cookieKeys: () => cookieKeys,
    log: pino({ level: 'silent' }),
  });
  ({ port } = await proxy.listen());
  const { id } = fixture.sessions.start({ dataset: fixture.file });
  return fixture.until(id, inPhase('live'));
}

/** Each request asks for something else, so that no answer can be one that was kept. */
async function ask(what = ''): Promise<number> {
  asked += 1;
  const address = `http://127.0.0.1:${port}/d/lung/api/v0.2/layout/obs?layout-name=${asked}${what}`;
  const answer = await fetch(address, { headers: { authorization: `Basic ${btoa('guest:x')}` } });
  await answer.arrayBuffer();
  return answer.status;
}

/** Blocks the way to a host from the second start on, until it is let go. */
function turnstile() {
  const arrived = Promise.withResolvers<undefined>();
  const open = Promise.withResolvers<undefined>();
  let starts = 0;
  const ensure: SharedParts['environment']['ensure'] = async () => {
    starts += 1;
    if (starts > 1) {
      arrived.resolve(undefined);
      await open.promise;
    }
    return { python, root: '/nowhere' };
  };
  return { environment: { ensure }, arrived: arrived.promise, letGo: () => open.resolve(undefined) };
}

describe('a session that nobody asks', () => {
  test('sleeps: its host is gone, its link stays; the next request wakes it and is answered', async () => {
    const { id, url } = await open();
    const asleep = await fixture.until(id, inPhase('asleep'));
    expect(asleep).toMatchObject({ url, error: null, notices: [], liveSince: null, resources: { memoryBytes: null } });
    await Promise.all(fixture.pids.map(untilGone));
    expect(fixture.door.state.kind).toBe('asleep');
    expect(await ask()).toBe(200);
    expect(fixture.pids).toHaveLength(2);
    await fixture.until(id, inPhase('asleep'));
    expect(await ask()).toBe(200);
  });

  test('stays awake while its store is being built', async () => {
    const { id } = await open({ titleOf: () => 'builds' });
    await pass(LONG_MS);
    expect(fixture.sessions.get(id)).toMatchObject({ phase: 'live', matrixStore: 'building' });
    await fixture.askHost('/go');
    await fixture.until(id, inPhase('asleep'));
  });

  test('stays awake while a request is under way', async () => {
    const { id } = await open();
    const slow = ask('-slow');
    await pass(LONG_MS);
    expect(fixture.sessions.get(id).phase).toBe('live');
    await fixture.askHost('/go');
    expect(await slow).toBe(200);
    await fixture.until(id, inPhase('asleep'));
  });

  test('is not kept awake by somebody who left without an answer', async () => {
    const { id } = await open();
    const leave = new AbortController();
    const address = `http://127.0.0.1:${port}/d/lung/api/v0.2/layout/obs?layout-name=slow`;
    const asking = fetch(address, { headers: { authorization: `Basic ${btoa('guest:x')}` }, signal: leave.signal });
    await pass(LONG_MS);
    leave.abort();
    await expect(asking).rejects.toThrow();
    await fixture.until(id, inPhase('asleep'));
  });

  test('is told how long, while it runs, and that is remembered', async () => {
    const { id, sleepAfterMinutes } = await open();
    expect(sleepAfterMinutes).toBe(AFTER_MINUTES);
    await fixture.sessions.change(id, { sleepAfterMinutes: null });
    await pass(LONG_MS);
    expect(fixture.sessions.get(id)).toMatchObject({ phase: 'live', sleepAfterMinutes: null });
    await fixture.sessions.stop(id);
    const again = fixture.sessions.start({ dataset: fixture.file });
    expect((await fixture.until(again.id, inPhase('live'))).sleepAfterMinutes).toBeNull();
    await fixture.sessions.change(again.id, { sleepAfterMinutes: AFTER_MINUTES });
    await fixture.until(again.id, inPhase('asleep'));
  });
});

describe('waking', () => {
  test('twenty requests at once wake it once, and all are answered', async () => {
    const { id } = await open();
    await fixture.until(id, inPhase('asleep'));
    const statuses = await Promise.all(Array.from({ length: 20 }, () => ask()));
    expect(statuses).toEqual(Array.from({ length: 20 }, () => 200));
    expect(fixture.pids).toHaveLength(2);
  });

  test('a request that comes meanwhile waits as well', async () => {
    const { environment, arrived, letGo } = turnstile();
    const { id } = await open({ environment });
    await fixture.until(id, inPhase('asleep'));
    const first = ask();
    await arrived;
    expect(fixture.door.state.kind).toBe('asleep');
    const second = ask();
    letGo();
    expect(await Promise.all([first, second])).toEqual([200, 200]);
    expect(fixture.pids).toHaveLength(2);
  });

  test('begins with the first sign of somebody, before the host is needed', async () => {
    const { id } = await open();
    await fixture.until(id, inPhase('asleep'));
    const leave = fixture.door.entered();
    await fixture.until(id, inPhase('live'));
    leave();
    await fixture.until(id, inPhase('asleep'));
  });

  test('opens the file as it is now: what is answered from gets another name, and nothing is left to tell', async () => {
    const { id } = await open();
    const { content } = fixture.door;
    await fixture.until(id, inPhase('asleep'));
    expect(fixture.door.content).toBe(content);
    writeFileSync(fixture.file, 'longer');
    expect(await ask()).toBe(200);
    expect(fixture.door.content).not.toBe(content);
    expect(fixture.sessions.get(id)).toMatchObject({ notices: [], dataset: { sizeBytes: 6, fileName: 'lung.h5ad' } });
  });

  test('without the file it sleeps on and tells its owner; once the file is back it wakes', async () => {
    const { id } = await open();
    await fixture.until(id, inPhase('asleep'));
    rmSync(fixture.file);
    expect(await ask()).toBe(503);
    expect(fixture.sessions.get(id)).toMatchObject({
      phase: 'asleep',
      error: null,
      notices: [{ code: 'dataset-not-found', severity: 'error' }],
    });
    expect(fixture.pids).toHaveLength(1);
    writeFileSync(fixture.file, 'x');
    expect(await ask()).toBe(200);
    expect(fixture.sessions.get(id).notices).toEqual([]);
  });

  test('a host that does not start is tried again three times, then given up with its reason', async () => {
    const { id } = await open();
    await fixture.until(id, inPhase('asleep'));
    await fixture.sessions.change(id, { title: 'dies' });
    expect(await ask()).toBe(503);
    expect(fixture.sessions.get(id)).toMatchObject({ phase: 'failed', error: { code: 'host-start-failed' } });
    expect(fixture.pids).toHaveLength(5);
  });

  test.each(['paused', 'stopped'] as const)('being %s in the middle of it leaves no process', async (how) => {
    const { environment, arrived } = turnstile();
    const { id } = await open({ environment });
    await fixture.until(id, inPhase('asleep'));
    const waiting = ask();
    await arrived;
    if (how === 'paused') await fixture.sessions.change(id, { paused: true });
    else await fixture.sessions.stop(id);
    expect(await waiting).toBe(503);
    expect(fixture.pids).toHaveLength(1);
  });
});

test('one that crashed can be waited for in the same way', async () => {
  const { environment, arrived, letGo } = turnstile();
  await open({ environment, sleepAfterMinutes: null });
  await fixture.askHost('/crash');
  await arrived;
  expect(fixture.door.state.kind).toBe('starting');
  const up = fixture.door.awake().then(() => fixture.door.state.kind);
  letGo();
  expect(await up).toBe('open');
});

test('asleep it can be paused and resumed', async () => {
  const { id } = await open();
  await fixture.until(id, inPhase('asleep'));
  expect((await fixture.sessions.change(id, { paused: true })).phase).toBe('paused');
  expect(await ask()).toBe(503);
  await fixture.sessions.change(id, { paused: false });
  await fixture.until(id, inPhase('live'));
});

test('resuming opens the file as it is now, too', async () => {
  const { id } = await open({ sleepAfterMinutes: null });
  utimesSync(fixture.file, new Date(0), new Date(0));
  await fixture.until(id, ({ notices }) => notices.some(({ code }) => code === 'dataset-changed'));
  const { content } = fixture.door;
  await fixture.sessions.change(id, { paused: true });
  await fixture.sessions.change(id, { paused: false });
  expect((await fixture.until(id, inPhase('live'))).notices).toEqual([]);
  expect(fixture.door.content).not.toBe(content);
});

test('how much at once: one from memory, as many as there are cores from the store', async () => {
  const { id } = await open({ sleepAfterMinutes: null, titleOf: () => 'builds' });
  expect(fixture.door.heavyAtOnce).toBe(1);
  await fixture.askHost('/go');
  await fixture.until(id, ({ matrixStore }) => matrixStore === 'ready');
  expect(fixture.door.heavyAtOnce).toBe(heavyAtOnce('ready', availableParallelism()));
});
