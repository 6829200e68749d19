import { request as httpRequest, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { basic, ProxyFixture } from './testing/proxy-fixture.ts';

let fixture: ProxyFixture;
let running: ServerResponse[];

beforeEach(async () => {
  running = [];
  fixture = await new ProxyFixture().start();
  fixture.host.on('POST /api/v0.2/diffexp/obs', (_, response) => running.push(response)).json('/api/v0.2/colors', {});
});
afterEach(() => fixture.stop());

const compute = () => fixture.ask('/api/v0.2/diffexp/obs', { method: 'POST', body: '{}' });
const asked = () => fixture.host.asked.length;

test('one at a time reaches the host, the others follow in turn, and reading is never held up', async () => {
  const answers = [compute(), compute(), compute()];
  await expect.poll(asked).toBe(1);
  await expect.poll(() => fixture.proxy.waiting(fixture.session.id)).toBe(2);
  expect((await fixture.ask('/api/v0.2/colors')).status).toBe(200);
  for (let number = 1; number <= 3; number += 1) {
    await expect.poll(() => running.length).toBe(number);
    running[number - 1]?.end('{}');
  }
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(fixture.proxy.waiting(fixture.session.id)).toBe(0);
});

test('when the line is full the next is told when to come back', async () => {
  // One runs and eight wait: whichever comes tenth is the only one to be answered.
  const refused = await Promise.race(Array.from({ length: 10 }, () => compute().catch(() => null)));
  expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '10' } });
  expect(JSON.parse(refused?.body ?? '')).toHaveProperty('message');
});

test('somebody who leaves does not free the place: the host goes on computing', async () => {
  const leaver = httpRequest({
    host: '127.0.0.1',
    port: fixture.port,
    path: '/d/pbmc/api/v0.2/diffexp/obs',
    method: 'POST',
    headers: { authorization: basic },
    agent: false,
  });
  leaver.on('error', () => undefined).end('{}');
  await expect.poll(asked).toBe(1);
  const left = new Promise((resolve) => leaver.once('close', resolve));
  leaver.destroy();
  await left;
  await expect.poll(() => fixture.session.observed.length).toBe(1);
  const next = compute();
  await fixture.ask('/api/v0.2/colors');
  expect(running).toHaveLength(1);
  running[0]?.end('{}');
  await expect.poll(() => running.length).toBe(2);
  running[1]?.end('{}');
  expect((await next).status).toBe(200);
});

test('a host that dies gives the place back', async () => {
  const first = compute();
  await expect.poll(() => running.length).toBe(1);
  running[0]?.destroy();
  expect((await first).status).toBe(503);
  const second = compute();
  await expect.poll(() => running.length).toBe(2);
  running[1]?.end('{}');
  expect((await second).status).toBe(200);
});
