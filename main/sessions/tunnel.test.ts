import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ShareError } from '../../contract/errors.ts';
import type { Session as Snapshot } from '../../contract/session.ts';
import { anyPython } from '../annotate/testing/processes.ts';
import { FakeClock } from '../tunnel/testing/fake-clock.ts';
import { ScriptedWay } from '../tunnel/testing/scripted-way.ts';
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

/** Stands where the relay and the proxy stand: what comes by the given name is answered by the session's own door. */
async function internet(name: string): Promise<{ url: string; questions: string[]; close: () => void }> {
  const questions: string[] = [];
  const server = http.createServer((request, response) => {
    questions.push(request.url ?? '');
    expect(request.headers['x-pass']).toBe('yes');
    const answer = fixture.door.answerProbe(/\/d\/lung\/-\/probe\/(\w+)$/.exec(request.url ?? '')?.[1] ?? '');
    response.writeHead(answer === null ? 404 : 200).end(answer ?? 'no such tunnel');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  return { url: `http://${name}.localhost:${(server.address() as AddressInfo).port}`, questions, close };
}

async function shared(way: ScriptedWay, more: Partial<SharedParts> = {}): Promise<string> {
  open({ tunnelProvider: () => way, ...more });
  const { id } = sessions.start({ dataset: file, tunnel: { provider: 'localtunnel' } });
  await until(id, ({ reach }) => reach.state === 'up' || reach.state === 'failed');
  return id;
}

describe('a tunnel', () => {
  test('is opened with the session, looked at from outside, closed with it, and its name opens this session only', async () => {
    const { url, questions } = await internet('abc');
    const way = new ScriptedWay({ url });
    const id = await shared(way);
    expect(sessions.get(id)).toMatchObject({
      publicUrl: `${url}/lab/d/lung/`,
      reach: { rung: 'internet', provider: 'localtunnel', state: 'up', retry: null, changed: null },
    });
    expect(questions).toHaveLength(1);
    expect(questions[0]).toMatch(/^\/lab\/d\/lung\/-\/probe\/[0-9a-f]{32}$/);
    expect(sessions.tunnelHosts()).toEqual([{ host: new URL(url).host, slug: 'lung' }]);
    const asked = questions[0]?.split('/').at(-1) ?? '';
    expect(fixture.door.answerProbe(asked), 'answered once, never again').toBeNull();
    await sessions.stop(id);
    expect(way.standing).toBe(0);
    expect(sessions.tunnelHosts()).toEqual([]);
  });

  test('that does not open is told and leaves the session live', async () => {
    const id = await shared(new ScriptedWay(new ShareError('tunnel-unreachable', { relay: 'x' })));
    expect(sessions.get(id)).toMatchObject({
      phase: 'live',
      publicUrl: null,
      notices: [{ code: 'tunnel-unreachable' }],
    });
    await until(id, ({ steps }) => steps.some(({ name, state }) => name === 'tunnel' && state === 'failed'));
  });

  test('that failed is opened at its owner’s word', async () => {
    const { url } = await internet('abc');
    const way = new ScriptedWay(new ShareError('tunnel-unreachable', { relay: 'x' }));
    const id = await shared(way);
    way.next = { url };
    await sessions.change(id, { reach: { tryNow: true } });
    await until(id, ({ reach }) => reach.state === 'up');
  });

  test('that is lost is told, with when and why, and comes back by itself under the same name', async () => {
    const { url } = await internet('abc');
    const way = new ScriptedWay({ url, name: 'abc' });
    const id = await shared(way);
    way.next = new ShareError('tunnel-name-refused', { asked: 'abc', given: 'no name' });
    way.latest.lose('the relay went away');
    const lost = await until(id, ({ reach }) => reach.state === 'lost' && reach.retry?.attempt === 2);
    expect(lost).toMatchObject({
      publicUrl: null,
      notices: [{ code: 'tunnel-lost', severity: 'warning' }],
      reach: { retry: { error: { code: 'tunnel-name-refused' } }, interruptions: [{ to: null }] },
    });
    expect(lost.reach.error?.message).toContain('the relay went away');
    expect(lost.reach.retry?.nextAt).not.toBeNull();
    way.next = { url, name: 'abc' };
    await sessions.change(id, { reach: { tryNow: true } });
    const back = await until(id, ({ reach }) => reach.state === 'up');
    expect(way.asked).toEqual([null, 'abc', 'abc']);
    expect(back.reach.interruptions).toMatchObject([{ why: expect.stringContaining('the relay went away') as string }]);
    expect(back.reach.interruptions[0]?.to).not.toBeNull();
    expect(back).toMatchObject({ publicUrl: `${url}/lab/d/lung/`, notices: [], reach: { changed: null } });
  });

  test('that comes back under another name is told until people know', async () => {
    const [first, second] = [await internet('abc'), await internet('xyz')];
    const way = new ScriptedWay({ url: first.url });
    const id = await shared(way);
    way.next = { url: second.url };
    way.latest.lose('the relay went away');
    await sessions.change(id, { reach: { tryNow: true } });
    const changed = await until(id, ({ reach }) => reach.state === 'up');
    expect(changed).toMatchObject({
      publicUrl: `${second.url}/lab/d/lung/`,
      reach: { changed: { from: first.url } },
      notices: [{ code: 'address-changed', severity: 'warning' }],
    });
    await sessions.change(id, { reach: { told: true } });
    expect(sessions.get(id)).toMatchObject({ reach: { changed: null }, notices: [] });
  });

  test('closing while it opens gives it up', async () => {
    open({ tunnelProvider: () => new ScriptedWay('hangs') });
    const { id } = sessions.start({ dataset: file });
    await until(id, inPhase('live'));
    await sessions.change(id, { tunnel: { provider: 'localtunnel' } });
    await until(id, ({ reach }) => reach.state === 'opening');
    await sessions.change(id, { tunnel: { provider: 'none' } });
    await until(id, ({ reach }) => reach.state === 'off');
  });

  test('of several wishes at once the last one counts', async () => {
    const { url } = await internet('abc');
    const way = new ScriptedWay({ url });
    const id = await shared(way);
    const wish = (provider: 'none' | 'localtunnel') => sessions.change(id, { tunnel: { provider } });
    await Promise.all([wish('none'), wish('localtunnel'), wish('none')]);
    await until(id, ({ reach }) => reach.state === 'off');
    await Promise.all([wish('localtunnel'), wish('none'), wish('localtunnel')]);
    await until(id, ({ reach }) => reach.state === 'up');
    expect(way.standing).toBe(1);
  });
});

describe('a session with an end', () => {
  const minutes = (count: number) => count * 60_000;
  const codes = (id: string) => sessions.get(id).notices.map(({ code, severity }) => [code, severity]);

  async function endingIn(clock: FakeClock, ms: number): Promise<string> {
    open({ clock });
    const { id } = sessions.start({ dataset: file, expiresAt: new Date(clock.now() + ms).toISOString() });
    await until(id, inPhase('live'));
    return id;
  }

  test('is stopped when it has come, after two warnings', async () => {
    const clock = new FakeClock(new Date().toISOString());
    const id = await endingIn(clock, minutes(9));
    expect(codes(id)).toEqual([['ends-soon', 'hint']]);
    const was = fixture.signIn(id);
    let told = 0;
    sessions.subscribe(() => (told += 1));
    await clock.advance(minutes(8) + 1);
    expect(told).toBeGreaterThan(0);
    await clock.advance(minutes(1));
    expect(sessions.directory.find('lung'), 'nobody gets in any more').toBeNull();
    expect(sessions.directory.wasIn?.('lung', was.id), 'who was in it is told').toBe(true);
    expect(sessions.directory.wasIn?.('other', was.id)).toBe(false);
    expect(sessions.directory.wasIn?.('lung', 'made-up')).toBe(false);
    await expect.poll(() => sessions.list()).toEqual([]);
  });

  test('is extended, or keeps on until it is stopped', async () => {
    const clock = new FakeClock(new Date().toISOString());
    const id = await endingIn(clock, minutes(5));
    const later = new Date(clock.now() + minutes(65)).toISOString();
    await sessions.change(id, { expiresAt: later });
    expect(sessions.get(id)).toMatchObject({ expiresAt: later, notices: [] });
    await clock.advance(minutes(6));
    expect(sessions.get(id).phase).toBe('live');
    await sessions.change(id, { expiresAt: null });
    await clock.advance(minutes(600));
    expect(sessions.get(id)).toMatchObject({ phase: 'live', expiresAt: null });
  });

  test('that was slept through is over on waking, and lets nobody in before that is noticed', async () => {
    const clock = new FakeClock(new Date().toISOString());
    await endingIn(clock, minutes(30));
    clock.sleep(minutes(31));
    expect(sessions.directory.find('lung')).toBeNull();
    sessions.lookNow();
    await expect.poll(() => sessions.list()).toEqual([]);
  });

  test('in the past is refused, at the start and later', async () => {
    open();
    const past = new Date(Date.now() - 1000).toISOString();
    expect(() => sessions.start({ dataset: file, expiresAt: past })).toThrow('that time is over');
    expect(sessions.list()).toEqual([]);
    const { id } = sessions.start({ dataset: file });
    await expect(sessions.change(id, { expiresAt: past, title: 'not this either' })).rejects.toThrow();
    expect(sessions.get(id).title).not.toBe('not this either');
    await until(id, inPhase('live'));
  });
});
