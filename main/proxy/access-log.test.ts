import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { loggedPath } from './access-log.ts';
import { inviteToken, password } from './testing/fake-session.ts';
import { basic, cookieFrom, ProxyFixture } from './testing/proxy-fixture.ts';

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
  const invite = `/d/pbmc/-/invite/${inviteToken}`;
  await fixture.send(invite, {
    headers: { accept: 'text/html', referer: `http://127.0.0.1:${fixture.port}${invite}` },
  });
  const accepted = await fixture.acceptInvite(inviteToken);
  for (const path of [
    `${invite}/`,
    `/d/none/-/invite/${inviteToken}`,
    `/-/invite/${inviteToken}`,
    `/d/pbmc/${inviteToken}`,
  ])
    await fixture.send(path);
  await fixture.stop();

  const log = lines.join('');
  for (const secret of [
    password,
    basic.slice(6),
    cookie.split('=')[1] ?? cookie,
    'hidden',
    fixture.host.secret,
    inviteToken.slice(0, 24),
    cookieFrom(accepted),
  ]) {
    expect(log).not.toContain(secret);
  }
  const requests = lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === 'request');
  expect(requests).toHaveLength(11);
  expect(requests.filter(({ path }) => path === '/d/pbmc/-/invite/…')).toHaveLength(4);
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

test.each([
  ['/d/pbmc/api/v0.2/colors?token=x', '/d/pbmc/api/v0.2/colors'],
  [`/d/pbmc/-/invite/${inviteToken}`, '/d/pbmc/-/invite/…'],
  [`/d/pbmc/-/invite/${inviteToken.slice(0, 9)}/x`, '/d/pbmc/-/invite/…'],
  [`/d/pbmc/-/inv%69te/${inviteToken.toUpperCase()}`, '/d/pbmc/-/inv%69te/…'],
  [`/${'x'.repeat(300)}`, `/${'x'.repeat(199)}`],
])('of %s the log keeps %s', (target, logged) => {
  expect(loggedPath(target)).toBe(logged);
});
