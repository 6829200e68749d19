import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DoorState } from './ports.ts';
import { Asker } from './testing/asker.ts';
import { ProxyFixture, type Sent } from './testing/proxy-fixture.ts';

const OWN = '/api/v0.2/annotations/obs';
const COLORS = '/api/v0.2/colors';
const DIFFEXP = '/api/v0.2/diffexp/obs';
const page: Sent = { headers: { accept: 'text/html' } };
let fixture: ProxyFixture;
let open: DoorState;

beforeEach(async () => {
  fixture = await new ProxyFixture().start();
  open = fixture.session.state;
  for (const path of [OWN, COLORS]) fixture.host.on(path, (_, response) => response.end('{}'));
});
afterEach(() => fixture.stop());

/** A host that comes up when the test says so. `asked`: somebody waits for it. */
function comingUp(kind: 'starting' | 'asleep') {
  const up = Promise.withResolvers<undefined>();
  const asked = Promise.withResolvers<undefined>();
  fixture.session.state = { kind };
  fixture.session.wake = () => {
    asked.resolve(undefined);
    return up.promise;
  };
  const become = (state: DoorState) => {
    fixture.session.state = state;
    up.resolve(undefined);
  };
  return { asked: asked.promise, become };
}

/** Ends the host in the way a crash does: the session hears of it only after somebody has asked in vain. */
async function crash(): Promise<() => Promise<void>> {
  await fixture.host.stop();
  return async () => {
    await fixture.host.start();
    open = { kind: 'open', upstream: { origin: fixture.host.origin, secret: fixture.host.secret } };
  };
}

const status = async (path: string, sent: Sent = {}) => (await fixture.ask(path, sent)).status;

describe('while the host is being started again', () => {
  test.each([
    ['one’s own', OWN],
    ['everybody’s', COLORS],
  ])('data that is asked for, %s, waits for it', async (_, path) => {
    const { asked, become } = comingUp('starting');
    const answer = status(path);
    await asked;
    expect(fixture.host.asked).toEqual([]);
    become(open);
    expect(await answer).toBe(200);
  });

  test('whoever asks the same meanwhile is answered from one question', async () => {
    const { asked, become } = comingUp('starting');
    const answers = Array.from({ length: 20 }, () => status(COLORS));
    await asked;
    await expect.poll(() => fixture.session.underWay).toBe(20);
    become(open);
    expect(await Promise.all(answers)).toEqual(answers.map(() => 200));
    expect(fixture.host.asked.map(({ url }) => url)).toEqual([COLORS]);
  });

  test.each([
    ['starting', '5'],
    ['broken', '60'],
    ['paused', '30'],
  ] as const)('what comes of it is told: %s', async (kind, seconds) => {
    const { asked, become } = comingUp('starting');
    const answer = fixture.ask(OWN);
    await asked;
    become({ kind });
    expect(await answer).toMatchObject({ status: 503, headers: { 'retry-after': seconds } });
  });

  test('whoever waits for a page reads soon what is going on; data is waited for longer', async () => {
    const { asked, become } = comingUp('starting');
    const data = status(OWN);
    const shown = await fixture.ask('/', page);
    expect([shown.status, shown.headers['refresh']]).toEqual([503, '5']);
    expect(shown.body).toContain('Starting again…');
    await asked;
    become(open);
    expect(await data).toBe(200);
  });

  test('a page that is quickly back is shown without a detour', async () => {
    fixture.host.on('/', (_, response) => response.setHeader('Content-Type', 'text/html').end('<head></head>'));
    const { asked, become } = comingUp('starting');
    const shown = status('/', page);
    await asked;
    become(open);
    expect(await shown).toBe(200);
  });

  test('who leaves meanwhile is asked for nothing', async () => {
    const { asked, become } = comingUp('starting');
    const leaver = new Asker(fixture, OWN);
    await asked;
    leaver.leave();
    await expect.poll(() => fixture.session.underWay).toBe(0);
    become(open);
    expect(await status(COLORS)).toBe(200);
    expect(fixture.host.asked.map(({ url }) => url)).toEqual([COLORS]);
  });
});

test('one that sleeps on though it was woken is told as one that could not be started', async () => {
  const { asked, become } = comingUp('asleep');
  const answer = fixture.ask(OWN);
  await asked;
  become({ kind: 'asleep' });
  expect(await answer).toMatchObject({ status: 503, headers: { 'retry-after': '60' } });
});

describe('a host that ended a moment ago, of which the session does not know yet', () => {
  test.each([
    ['one’s own', OWN, {}],
    ['everybody’s', COLORS, {}],
    ['a computation', DIFFEXP, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }],
  ])('%s is asked of the one that is started in its place', async (_, path, sent) => {
    fixture.host.on(DIFFEXP, (_request, response) => response.end('{}'));
    const startAgain = await crash();
    const answer = status(path, sent);
    await expect.poll(() => fixture.session.underWay).toBe(1);
    const { asked, become } = comingUp('starting');
    await asked;
    await startAgain();
    become(open);
    expect(await answer).toBe(200);
    expect(fixture.host.asked.filter(({ url }) => url === path)).toHaveLength(1);
  });

  test('a save is not sent twice: its page says that it was not saved, and sends it again', async () => {
    fixture.host.on('/api/v0.2/genesets', (_, response) => response.end('{}'));
    const startAgain = await crash();
    const answer = status('/api/v0.2/genesets', { method: 'PUT', body: '{}' });
    await expect.poll(() => fixture.session.observed.length + fixture.session.underWay).toBe(1);
    await startAgain();
    fixture.session.state = open;
    expect(await answer).toBe(503);
    expect(fixture.host.asked).toEqual([]);
  });

  /** Ends over the first request to this path, which gets no answer. The next one is there a moment later, and does as it is told. */
  function endsOver(path: string, next: () => void): () => Promise<void> {
    let startedAgain: Promise<void> = Promise.resolve();
    fixture.host.on(path, (_, response) => {
      fixture.host.on(path, (_again, refused) => void refused.destroy());
      startedAgain = crash().then(async (startAgain) => {
        next();
        await startAgain();
        fixture.session.state = open;
      });
      response.destroy();
    });
    return () => startedAgain;
  }

  test('a computation that reached it is not asked of the next one: it may be what ended it', async () => {
    const startedAgain = endsOver(DIFFEXP, () => fixture.host.json(DIFFEXP, {}));
    const sent = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
    expect(await status(DIFFEXP, sent)).toBe(503);
    await startedAgain();
    expect(fixture.host.asked.filter(({ url }) => url === DIFFEXP)).toHaveLength(1);
  });

  test('a read that it took with it is asked of the next one', async () => {
    const startedAgain = endsOver(OWN, () => fixture.host.json(OWN, {}));
    expect(await status(OWN)).toBe(200);
    await startedAgain();
  });

  test('a read that the next one ends over too is asked no more', async () => {
    const startedAgain = endsOver(OWN, () => fixture.host.on(OWN, (_, response) => void response.destroy()));
    expect(await status(OWN)).toBe(503);
    await startedAgain();
    // Each of the two was asked a second time at most, as after a connection that was closed while idle.
    expect(fixture.host.asked.filter(({ url }) => url === OWN).length).toBeLessThanOrEqual(4);
  });
});
