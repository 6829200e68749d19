import type { ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { Asker } from '../testing/asker.ts';
import { ProxyFixture } from '../testing/proxy-fixture.ts';

const MIB = 1024 * 1024;
const LAYOUT = '/api/v0.2/layout/obs?layout-name=umap';
const headers = { accept: 'application/octet-stream' };
const fixtures: ProxyFixture[] = [];

afterEach(() => Promise.all(fixtures.splice(0).map((fixture) => fixture.stop())));

async function start(options: ConstructorParameters<typeof ProxyFixture>[0] = {}): Promise<ProxyFixture> {
  const fixture = await new ProxyFixture(options).start();
  fixtures.push(fixture);
  return fixture;
}

const misses = (fixture: ProxyFixture) => fixture.proxy.figures(fixture.session.id).answers.misses;

/** Where the bytes of answers are. */
function external(): number {
  return process.memoryUsage().arrayBuffers;
}

/** Answers with so many MiB at the pace at which they are taken. */
function giveMibs(response: ServerResponse, mibs: number, wrote: (number: number) => void): void {
  const chunk = Buffer.alloc(MIB, 'cells ');
  let written = 0;
  const more = () => {
    while (written < mibs && !response.destroyed) {
      written += 1;
      wrote(written);
      if (!response.write(chunk)) return void response.once('drain', more);
    }
    response.end();
  };
  more();
}

test('while somebody does not read, the host is done with it: its connection is free for others', async () => {
  const fixture = await start();
  let finished = 0;
  fixture.host.on('/api/v0.2/layout/obs', (_, response) => {
    response.once('finish', () => (finished += 1)).setHeader('Content-Length', 24 * MIB);
    giveMibs(response, 24, () => undefined);
  });
  const slow = new Asker(fixture, LAYOUT, { headers });
  const begun = await slow.response();
  await expect.poll(() => finished, { timeout: 10_000 }).toBe(1);
  // Whoever asks now does not wait behind them either, nor does the host.
  const other = await new Asker(fixture, LAYOUT, { headers }).all();
  expect([other.status, other.bytes.length]).toEqual([200, 24 * MIB]);
  expect(fixture.host.asked).toHaveLength(1);
  expect(begun.statusCode).toBe(200);
  expect((await slow.all()).bytes.equals(other.bytes)).toBe(true);
});

test('many who do not read hold one answer between them, not one each', async () => {
  const fixture = await start();
  let finished = 0;
  fixture.host.on('/api/v0.2/layout/obs', (_, response) => {
    response.once('finish', () => (finished += 1)).setHeader('Content-Length', 24 * MIB);
    giveMibs(response, 24, () => undefined);
  });
  const before = external();
  const slow = Array.from({ length: 30 }, () => new Asker(fixture, LAYOUT, { headers }));
  await expect.poll(() => misses(fixture)).toBe(30);
  await Promise.all(slow.map((asker) => asker.response()));
  await expect.poll(() => finished, { timeout: 10_000 }).toBe(1);
  // The answer, a second time while it is put together; of each reader a piece of it at most.
  expect(external() - before).toBeLessThan(30 * 24 * MIB * 0.25);
  slow.forEach((asker) => asker.leave());
  await expect.poll(() => fixture.session.underWay).toBe(0);
  expect(fixture.host.asked).toHaveLength(1);
});

test('an answer too long to be kept goes at the pace of its reader: the host is slowed down', async () => {
  const fixture = await start({ cacheLimitBytes: 64 * MIB });
  let written = 0;
  fixture.host.on('/api/v0.2/layout/obs', (_, response) => {
    response.setHeader('Content-Length', 200 * MIB);
    giveMibs(response, 200, (number) => (written = number));
  });
  const slow = new Asker(fixture, LAYOUT, { headers });
  await slow.response();
  // What is on the way are buffers of sockets, some megabytes at most; they stop growing while nobody reads.
  let before = -1;
  const stands = () => {
    const same = written === before;
    before = written;
    return same;
  };
  await expect.poll(stands, { interval: 200, timeout: 10_000 }).toBe(true);
  expect(written).toBeLessThan(60);
  expect(fixture.proxy.figures(fixture.session.id).answers.bytes).toBe(0);
  expect((await slow.all()).bytes.length).toBe(200 * MIB);
});

test('answers on their way hold a bounded amount together: beyond it each is streamed', async () => {
  const fixture = await start();
  const atHost: ServerResponse[] = [];
  fixture.host.on('/api/v0.2/data/var', (_, response) => {
    atHost.push(response);
    response.setHeader('Content-Length', 30 * MIB).write('begins');
  });
  const ask = (gene: number) => new Asker(fixture, `/api/v0.2/data/var?var:name_0=${gene}`, { headers });
  const taped = [ask(0), ask(1)];
  await Promise.all(taped.map((asker) => asker.response()));
  const streamed = ask(2);
  await streamed.response();
  // The third is not taken whole: its host is slowed down by its reader, and nothing of it is kept.
  atHost.forEach((response) => response.end(Buffer.alloc(30 * MIB - 'begins'.length)));
  const heard = await Promise.all([...taped, streamed].map((asker) => asker.all()));
  expect(heard.map(({ bytes }) => bytes.length)).toEqual([30 * MIB, 30 * MIB, 30 * MIB]);
  const { bytes } = fixture.proxy.figures(fixture.session.id).answers;
  expect(bytes).toBeGreaterThan(60 * MIB);
  expect(bytes).toBeLessThan(61 * MIB);
});

test('somebody who never reads is cut off, and what was held for them is free', async () => {
  const fixture = await start({ limits: { stalledMs: 300 } });
  const large = Buffer.alloc(30 * MIB, 1);
  fixture.host.on('/api/v0.2/layout/obs', (_, response) =>
    response.setHeader('Content-Length', large.length).end(large),
  );
  const slow = new Asker(fixture, LAYOUT, { headers });
  const response = await slow.response();
  const closed = new Promise((resolve) => response.on('error', () => undefined).once('close', resolve));
  await expect.poll(() => fixture.session.underWay, { timeout: 10_000 }).toBe(0);
  response.resume();
  await closed;
  expect(response.complete).toBe(false);
});
