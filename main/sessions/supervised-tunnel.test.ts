import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Reach } from '../../contract/session.ts';
import { basic, ProxyFixture } from '../proxy/testing/proxy-fixture.ts';
import { LocaltunnelProvider } from '../tunnel/localtunnel-provider.ts';
import { HurriedClock } from '../tunnel/testing/hurried-clock.ts';
import { startRelay, type Relay } from '../tunnel/testing/relay.ts';
import { listen } from '../tunnel/testing/servers.ts';
import { Probes } from './probes.ts';
import { TunnelKeeper } from './tunnel-keeper.ts';

vi.setConfig({ testTimeout: 60_000 });

const log = pino({ level: 'silent' });
/** The host's answer to it is what was sent. */
const SAVE = '/api/v0.2/annotations/obs';

interface World {
  readonly keeper: TunnelKeeper;
  readonly proxy: ProxyFixture;
  readonly clock: HurriedClock;
  readonly states: Reach['state'][];
}

/** A session's way out through a relay to a real proxy; half a minute takes two and a half seconds. */
async function world(
  relayUrl: string,
  { target, times = 12 }: { target?: () => number; times?: number } = {},
): Promise<World> {
  const proxy = await new ProxyFixture().start();
  const probes = new Probes('-/probe/');
  const clock = new HurriedClock(times);
  const states: Reach['state'][] = [];
  const keeper: TunnelKeeper = new TunnelKeeper({
    provider: () => new LocaltunnelProvider({ relay: relayUrl, openDeadlineMs: 1000, log }),
    target: () => ({ host: '127.0.0.1', port: target?.() ?? proxy.port }),
    path: () => '/d/pbmc/',
    probes,
    clock,
    chance: Math.random,
    onChange: () => {
      states.push(keeper.reach().state);
      const host = keeper.openedOrigin;
      proxy.tunnels.splice(0, 1, ...(host === null ? [] : [{ host: new URL(host).host, slug: 'pbmc' }]));
    },
    log,
  });
  proxy.session.probe = (question) => probes.answer(question);
  onTestFinished(async () => {
    await keeper.close();
    await proxy.stop();
    expect(clock.timers, 'timers left').toBe(0);
  });
  return { keeper, proxy, clock, states };
}

/** Generous: what is waited for comes soon on a quiet machine. */
async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  await expect.poll(what, { timeout: 30_000, interval: 20 }).toBe(true);
}

async function relayFor(): Promise<Relay> {
  const relay = await startRelay();
  onTestFinished(() => relay.stop());
  return relay;
}

const open = (keeper: TunnelKeeper) => keeper.apply({ provider: 'localtunnel' });
/** In a hurry a busy machine may be too slow for the first look. */
const openUp = (one: World) =>
  until(async () => {
    await open(one.keeper);
    return isUp(one);
  });
const isUp = ({ keeper }: World) => keeper.reach().state === 'up';
const isLost = ({ keeper }: World) => keeper.reach().state === 'lost';

/** What a visitor's browser sends to the relay for a name. */
async function visit(relay: Pick<Relay, 'port'>, host: string, path: string, body?: Buffer) {
  const request = http.request({
    host: '127.0.0.1',
    port: relay.port,
    path,
    method: body === undefined ? 'GET' : 'PUT',
    headers: { host, authorization: basic },
    agent: false,
  });
  request.end(body);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  const answer: Buffer[] = [];
  for await (const chunk of response) answer.push(chunk as Buffer);
  return { status: response.statusCode, body: Buffer.concat(answer) };
}

const hostOf = ({ keeper }: World) => new URL(keeper.origin ?? 'http://none').host;

test('a relay that is killed and comes back: lost is told, then it is up again under the same name', async () => {
  const relay = await startRelay();
  const one = await world(relay.url);
  await openUp(one);
  const before = one.keeper.origin;
  await relay.kill();
  await until(() => isLost(one));
  expect(one.keeper.origin).toBeNull();
  const again = await startRelay({ port: relay.port });
  onTestFinished(() => again.stop());
  await until(() => isUp(one));
  expect(one.keeper.origin).toBe(before);
  expect(one.keeper.reach()).toMatchObject({
    changed: null,
    retry: null,
    interruptions: [{ why: expect.any(String) as string }],
  });
  one.proxy.host.on(`PUT ${SAVE}`, (_request, response, body) => response.end(body));
  expect((await visit(again, hostOf(one), `/d/pbmc${SAVE}`, Buffer.from('labels'))).body.toString()).toBe('labels');
});

test('a relay that freezes for a minute (it takes connections and never answers) is noticed, left, and found again', async () => {
  const relay = await relayFor();
  const one = await world(relay.url);
  await openUp(one);
  process.kill(relay.pid, 'SIGSTOP');
  onTestFinished(() => void process.kill(relay.pid, 'SIGCONT'));
  const frozenAt = one.clock.steady();
  await until(() => isLost(one));
  expect(one.states).toContain('doubtful');
  expect(one.keeper.reach().error?.message).toContain('no answer came within five seconds');
  await until(() => one.clock.steady() - frozenAt > 60_000);
  expect(isUp(one)).toBe(false);
  process.kill(relay.pid, 'SIGCONT');
  await until(() => isUp(one));
});

describe('a relay with a mind of its own', () => {
  /** Answers registrations as told; its legs are taken and kept, and whoever visits gets `visitors`. */
  async function stubborn(
    name: () => string | null,
  ): Promise<{ url: string; port: number; visitors: { status: number } }> {
    const visitors = { status: 502 };
    const legs = await listen(net.createServer((socket) => socket.resume()));
    const { port } = await listen(
      http.createServer((request, response) => {
        const given = name();
        if (!(request.headers.host ?? '').startsWith('127.')) response.writeHead(visitors.status).end('<h1>Hello</h1>');
        else if (given === null) response.writeHead(403).end('{"message":"Name taken"}');
        else
          response.end(
            JSON.stringify({
              id: given,
              url: `http://${given}.lt.localhost:${port}`,
              port: legs.port,
              max_conn_count: 2,
            }),
          );
      }),
    );
    return { url: `http://127.0.0.1:${port}`, port, visitors };
  }

  test.each([404, 200])('that opens but shows visitors something else (%s): never said to be up', async (status) => {
    const relay = await stubborn(() => 'mine');
    relay.visitors.status = status;
    const one = await world(relay.url);
    await open(one.keeper);
    expect(one.states).not.toContain('up');
    expect(one.keeper.reach()).toMatchObject({ state: 'failed', error: { code: 'tunnel-not-reachable' } });
    expect(one.keeper.reach().error?.message).toContain(`status ${status}`);
  });

  test('that gives the name to somebody else meanwhile: insisted on, then another address, and that is told', async () => {
    const relay = await startRelay();
    const one = await world(relay.url);
    await openUp(one);
    const before = one.keeper.origin;
    const name = new URL(before ?? '').hostname.split('.')[0] ?? '';
    await relay.kill();
    await until(() => isLost(one));
    const again = await startRelay({ port: relay.port });
    onTestFinished(() => again.stop());
    const others = new LocaltunnelProvider({ relay: again.url, log });
    const never = new AbortController().signal;
    const taken = await others
      .open({ localHost: '127.0.0.1', localPort: one.proxy.port, name, signal: never })
      .catch(() => null);
    onTestFinished(async () => taken?.close());
    await until(() => isUp(one));
    if (taken === null) expect(one.keeper.origin).toBe(before);
    else expect(one.keeper.reach().changed).toMatchObject({ from: before });
  });

  test('that hands visitors of one service to another: turned away, and never said to be up', async () => {
    const relay = await relayFor();
    const theirs = await world(relay.url);
    const ours = await world(relay.url, { target: () => theirs.proxy.port });
    const opening = open(ours.keeper);
    await until(() => ours.keeper.openedOrigin !== null);
    const host = new URL(ours.keeper.openedOrigin ?? '').host;
    expect((await visit(relay, host, '/d/pbmc/api/v0.2/config')).status).toBe(421);
    await opening;
    expect(ours.keeper.reach().error?.message).toContain('status 421');
    expect(theirs.proxy.host.asked).toEqual([]);
  });
});

test('fifty collaborators at once: every answer whole, and their own', async () => {
  const relay = await relayFor();
  const one = await world(relay.url);
  one.proxy.host.on(`PUT ${SAVE}`, (_request, response, body) => response.end(body));
  await openUp(one);
  const bodies = Array.from({ length: 50 }, () => randomBytes(50_000));
  const path = `/d/pbmc${SAVE}`;
  const answers = await Promise.all(bodies.map((body) => visit(relay, hostOf(one), path, body)));
  expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 200));
  expect(answers.every(({ body }, index) => body.equals(bodies[index] ?? Buffer.alloc(0)))).toBe(true);
  expect(isUp(one)).toBe(true);
});

test('opened and closed a hundred times, some in the middle of it: no timer, socket or file is left', async () => {
  const relay = await relayFor();
  const one = await world(relay.url);
  let timesUp = 0;
  const round = async (cut: boolean) => {
    const opening = open(one.keeper);
    if (!cut) await opening;
    if (!cut && isUp(one)) timesUp += 1;
    await one.keeper.close();
    await opening;
  };
  // The first ones load what stays.
  for (let count = 0; count < 3; count += 1) await round(false);
  const before = held();
  for (let count = 0; count < 100; count += 1) await round(count % 4 === 3);
  expect(timesUp).toBeGreaterThan(60);
  expect(one.clock.timers).toBe(0);
  // The relay's ends of the connections take their time.
  await until(() => held().sockets <= before.sockets && held().files <= before.files);
  expect(held().timers).toBeLessThanOrEqual(before.timers);
});

function held() {
  const resources = process.getActiveResourcesInfo();
  const count = (kind: RegExp) => resources.filter((name) => kind.test(name)).length;
  const files = process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0;
  return { timers: count(/Timeout/), sockets: count(/TCPSocket|TLS/), files };
}
