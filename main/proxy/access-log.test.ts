import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { password } from './testing/fake-session.ts';
import { basic, ProxyFixture } from './testing/proxy-fixture.ts';

test('one line a request, with its id and without cookies, credentials or queries', async () => {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const fixture = await new ProxyFixture({ log: pino({ level: 'trace' }, sink) }).start();
  fixture.host.json('/api/v0.2/colors', {});
  const cookie = await fixture.cookie();
  await fixture.send('/d/pbmc/api/v0.2/colors?token=hidden', { headers: { cookie, authorization: basic } });
  const { headers } = await fixture.send('/d/none/', { headers: { authorization: basic } });
  await fixture.stop();

  const log = lines.join('');
  for (const secret of [password, basic.slice(6), cookie.split('=')[1] ?? cookie, 'hidden', fixture.host.secret]) {
    expect(log).not.toContain(secret);
  }
  const requests = lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === 'request');
  expect(requests).toHaveLength(3);
  expect(requests.find(({ request }) => request === headers['x-request-id'])).toMatchObject({ path: '/d/none/' });
  expect(requests.find(({ path }) => path === '/d/pbmc/api/v0.2/colors')).toMatchObject({
    method: 'GET',
    path: '/d/pbmc/api/v0.2/colors',
    status: 200,
    complete: true,
    session: 'session-1',
    collaborator: 'guest-1',
  });
});
