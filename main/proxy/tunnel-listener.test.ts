import { afterEach, beforeEach, expect, test } from 'vitest';
import { ProxyFixture, basic } from './testing/proxy-fixture.ts';
import { trustedProxies } from './trusted-proxies.ts';

let fixture: ProxyFixture;
let own: number;

beforeEach(async () => {
  const frontServer = { proxies: trustedProxies(['loopback']), secret: null, userHeader: 'x-remote-user' };
  fixture = await new ProxyFixture({ frontServer }).start();
  fixture.tunnels.push({ host: 'mine.relay.example', slug: 'pbmc' }, { host: 'other.relay.example', slug: 'other' });
  own = fixture.port;
  fixture.host.on('/api/v0.2/colors', (_, response) => response.end('{}'));
  fixture.port = (await fixture.proxy.listenForTunnels()).port;
});
afterEach(() => fixture.stop());

test.each([
  ['the tunnel’s own name', 'mine.relay.example', 200],
  ['another session’s tunnel', 'other.relay.example', 401],
  ['the proxy’s name on this computer', () => `127.0.0.1:${own}`, 421],
  ['that of this very listener', () => `127.0.0.1:${fixture.port}`, 421],
  ['a name of nobody', 'localhost', 421],
])('what comes from a tunnel by %s', async (_, host, status) => {
  const headers = { host: typeof host === 'string' ? host : host() };
  expect((await fixture.ask('/api/v0.2/colors', { headers })).status).toBe(status);
});

test('nobody who comes from a tunnel is taken for the lab’s own web server, though it is believed elsewhere', async () => {
  const forwarded = { 'x-forwarded-host': `127.0.0.1:${own}`, 'x-remote-user': 'anna', authorization: '' };
  const path = '/d/pbmc/api/v0.2/colors';
  expect((await fixture.send(path, { headers: { ...forwarded, host: 'mine.relay.example' } })).status).toBe(401);
  expect((await fixture.send(path, { headers: { ...forwarded, host: 'unknown.example' } })).status).toBe(421);
});

test('it closes with the proxy', async () => {
  await fixture.proxy.close();
  await expect(
    fixture.send('/d/pbmc/', { headers: { host: 'mine.relay.example', authorization: basic } }),
  ).rejects.toThrow('ECONNREFUSED');
});
