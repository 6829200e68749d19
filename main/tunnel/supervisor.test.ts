import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ShareError } from '../../contract/errors.ts';
import type { TunnelState } from './supervisor-state.ts';
import { PROBE_EVERY_MS, PROVE_WITHIN_MS, TunnelSupervisor } from './supervisor.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { ScriptedWay, type Scripted } from './testing/scripted-way.ts';

const here: Scripted = { url: 'https://abc.relay.example', name: 'abc' };
const away = new ShareError('tunnel-unreachable', { relay: 'x' });

/** A tunnel in a world that the test makes: `world.answers` is what strangers find at its address. */
function start(next: Scripted = here) {
  const clock = new FakeClock();
  const way = new ScriptedWay(next);
  const world: { answers: string; probes: number } = { answers: 'us', probes: 0 };
  const seen: TunnelState[] = [];
  const supervisor = new TunnelSupervisor({
    provider: way,
    target: () => ({ host: '127.0.0.1', port: 1 }),
    probe: (_address, signal) => {
      world.probes += 1;
      if (world.answers !== 'nothing') return Promise.resolve(world.answers === 'us' ? null : world.answers);
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      });
    },
    clock,
    chance: () => 0.5,
    onChange: (state) => seen.push(state),
    log: pino({ level: 'silent' }),
  });
  onTestFinished(async () => {
    const closing = supervisor.close();
    await clock.advance(20_000);
    await closing;
    expect(clock.timers, 'timers left').toBe(0);
    expect(way.standing, 'tunnels left').toBe(0);
  });
  return { clock, way, world, seen, supervisor, names: () => seen.map(({ name }) => name) };
}

async function up(next: Scripted = here) {
  const started = start(next);
  await started.supervisor.open();
  expect(started.supervisor.state.name).toBe('up');
  return started;
}

test('it is up once a stranger can load it, not sooner', async () => {
  const { clock, world, supervisor, names } = start();
  world.answers = 'something else answered there, with status 404';
  const opening = supervisor.open();
  await clock.advance(5000);
  expect(names()).toEqual(['opening', 'proving']);
  world.answers = 'us';
  await clock.advance(1000);
  await opening;
  expect(names()).toEqual(['opening', 'proving', 'up']);
});

test.each([
  ['something else answered there, with status 404', /status 404/],
  ['nothing', /no answer came/],
] as const)('an address at which strangers find %s is no success', async (answers, reason) => {
  const { clock, way, world, supervisor } = start();
  world.answers = answers;
  const opening = supervisor.open();
  await clock.advance(PROVE_WITHIN_MS + 1);
  await opening;
  expect(supervisor.state).toMatchObject({ name: 'failed', failure: { code: 'tunnel-not-reachable' } });
  expect(JSON.stringify(supervisor.state)).toMatch(reason);
  expect(way.standing).toBe(0);
});

test.each(['hangs', 'ignores-its-signal'] as const)('a way that %s is given up in time', async (next) => {
  const { clock, supervisor } = start(next);
  const opening = supervisor.open();
  await clock.advance(9000 + 8000);
  await opening;
  expect(supervisor.state).toMatchObject({ name: 'failed', failure: { code: 'tunnel-unreachable' } });
});

test.each(['hangs', here] as const)('closed while it opens: nothing is left (%s)', async (next) => {
  const { clock, way, supervisor, names } = start(next);
  const opening = supervisor.open();
  await setImmediate();
  await supervisor.close();
  await opening;
  await clock.advance(60_000);
  expect(names().at(-1)).toBe('off');
  expect(way.standing).toBe(0);
});

describe('once it is up', () => {
  test('it is looked at every half minute', async () => {
    const { clock, world, names } = await up();
    world.probes = 0;
    await clock.advance(10 * PROBE_EVERY_MS);
    expect(world.probes).toBe(10);
    expect(names().at(-1)).toBe('up');
  });

  test('one look that fails is a doubt that passes', async () => {
    const { clock, world, names, supervisor } = await up();
    world.answers = 'nothing';
    await clock.advance(PROBE_EVERY_MS + 5000);
    expect(supervisor.state.name).toBe('doubtful');
    world.answers = 'us';
    await clock.advance(2000);
    expect(names()).toEqual(['opening', 'proving', 'up', 'doubtful', 'up']);
  });

  test('a relay that froze is left after three looks, and the same name asked for again', async () => {
    const { clock, way, world, supervisor } = await up();
    world.answers = 'nothing';
    way.next = away;
    await clock.advance(PROBE_EVERY_MS + 3 * 5000 + 2 * 2000);
    expect(supervisor.state).toMatchObject({ name: 'waiting', loss: { why: { code: 'tunnel-lost' } } });
    expect(way.standing, 'the dead one is closed').toBe(0);
    await clock.advance(10_000);
    expect(way.asked.slice(1).every((name) => name === 'abc')).toBe(true);
    expect(way.asked.length).toBeGreaterThan(2);
  });

  test.each([
    ['is refused at once', away],
    ['hangs', 'hangs' as const],
  ])('network away for 60 s, where opening %s: back within 10 s of its return', async (_what, next) => {
    const { clock, way, world, supervisor } = await up();
    way.next = next;
    world.answers = 'nothing';
    way.latest.lose('the relay can no longer be reached');
    // Whenever in the round of attempts it comes back.
    for (let round = 0; round < 12; round += 1) {
      await clock.advance(60_000 + round * 777);
      expect(supervisor.state.name).not.toBe('up');
      way.next = here;
      world.answers = 'us';
      await clock.advance(10_000);
      expect(supervisor.state.name).toBe('up');
      way.next = next;
      world.answers = 'nothing';
      way.latest.lose('gone again');
    }
  });

  test('a name that stays refused is given up for another one', async () => {
    const { clock, way, supervisor } = await up();
    way.next = new ShareError('tunnel-name-refused', { asked: 'abc', given: 'no name' });
    way.latest.lose('the relay no longer knows it');
    for (let attempt = 1; attempt <= 4; attempt += 1) await clock.advance(6000);
    way.next = { url: 'https://xyz.relay.example', name: 'xyz' };
    await clock.advance(8000);
    expect(way.asked.slice(0, 5)).toEqual([null, 'abc', 'abc', 'abc', 'abc']);
    expect(way.asked.at(-1)).toBeNull();
    expect(supervisor.state).toMatchObject({ name: 'up', address: { name: 'xyz' } });
  });

  test('the tunnel before is closed before the name is asked for again', async () => {
    const { clock, way, supervisor } = await up();
    const { latest } = way;
    const closed = Promise.withResolvers<undefined>();
    latest.close = () => closed.promise;
    latest.lose('gone');
    await clock.advance(30_000);
    expect(way.asked).toHaveLength(1);
    closed.resolve(undefined);
    await clock.advance(0);
    await clock.advance(0);
    expect(supervisor.state.name).toBe('up');
    expect(way.asked).toHaveLength(2);
  });

  test('after a sleep it is looked at first thing', async () => {
    const { clock, world, supervisor, names } = await up();
    world.probes = 0;
    clock.sleep(3_600_000);
    supervisor.lookNow();
    expect(world.probes).toBe(1);
    await setImmediate();
    expect(names().slice(-2)).toEqual(['doubtful', 'up']);
  });

  test('the next attempt is made at its owner’s word, or when the network changed', async () => {
    const { way, supervisor } = await up();
    way.latest.lose('gone');
    await setImmediate();
    expect(supervisor.state.name).toBe('waiting');
    supervisor.tryNow();
    await setImmediate();
    expect(supervisor.state.name).toBe('up');
    way.latest.lose('gone');
    await setImmediate();
    supervisor.lookNow();
    await setImmediate();
    expect(supervisor.state.name).toBe('up');
  });

  test('what breaks after it was closed here is no loss', async () => {
    const { way, supervisor, names } = await up();
    const { latest } = way;
    await supervisor.close();
    latest.lose('late');
    await setImmediate();
    expect(names().at(-1)).toBe('off');
  });
});
