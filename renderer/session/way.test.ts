import { expect, it } from 'vitest';
import { describeFailure } from '../../contract/errors.ts';
import { tunnelProviders, type OpenableRequest, type Way } from '../../contract/tunnel.ts';
import { fieldsOf, firstForm, lackOf, offered, wishOf, type WayField, type WayForm } from './way.ts';

const way = (provider: Way['provider'], rest: Partial<Way> = {}): Way => ({
  provider,
  available: true,
  version: null,
  lacks: null,
  readsAlong: true,
  last: null,
  ...rest,
});
const form = (provider: WayForm['provider'], values: Partial<WayForm['values']> = {}): WayForm => ({
  provider,
  values: { ...firstForm(null).values, ...values },
});

it.each<[WayForm, OpenableRequest]>([
  [form('localtunnel'), { provider: 'localtunnel' }],
  [
    form('localtunnel', { relay: ' http://relay.example ' }),
    { provider: 'localtunnel', relay: 'http://relay.example' },
  ],
  [form('ssh', { target: 'anna@lab' }), { provider: 'ssh', target: 'anna@lab', url: null, port: 0 }],
  [
    form('ssh', { target: 'anna@lab', serverUrl: 'https://cells.example', port: '8080' }),
    { provider: 'ssh', target: 'anna@lab', url: 'https://cells.example', port: 8080 },
  ],
  [form('cloudflared', { relay: 'ignored' }), { provider: 'cloudflared' }],
  [form('ngrok'), { provider: 'ngrok', url: null }],
  [form('command', { command: 'bore local {port}' }), { provider: 'command', command: 'bore local {port}' }],
])('%j asks for %j', (filled, request) => {
  expect(wishOf(filled)).toEqual({ ok: true, request });
});

it.each<[WayForm, WayField]>([
  [form('localtunnel', { relay: 'relay' }), 'relay'],
  [form('ssh'), 'target'],
  [form('ssh', { target: '-oX=y' }), 'target'],
  [form('ssh', { target: 'anna@lab', serverUrl: 'https://cells.example' }), 'port'],
  [form('ssh', { target: 'anna@lab', serverUrl: 'https://cells.example/x', port: '8080' }), 'serverUrl'],
  [form('ssh', { target: 'anna@lab', port: 'http' }), 'port'],
  [form('ngrok', { ownUrl: 'cells' }), 'ownUrl'],
  [form('command'), 'command'],
])('%j has to be mended at %s', (filled, field) => {
  expect(wishOf(filled)).toEqual({ ok: false, field });
});

it('begins with what was set the last time', () => {
  const ways = [
    way('localtunnel', { last: { provider: 'localtunnel', relay: 'http://relay.example' } }),
    way('ssh', { last: { provider: 'ssh', target: 'anna@lab', port: 8080, url: 'https://cells.example' } }),
    way('ngrok', { last: { provider: 'ngrok', url: 'https://cells.ngrok.app' } }),
  ];
  const first = firstForm(ways, 'ssh');
  expect(wishOf(first)).toMatchObject({ request: { target: 'anna@lab', port: 8080 } });
  expect(first.values).toMatchObject({ relay: 'http://relay.example', ownUrl: 'https://cells.ngrok.app' });
});

it('tells what is missing on this computer from what is only not filled in yet', () => {
  const ways = [
    way('ssh', { lacks: describeFailure('tunnel-not-set-up'), available: false }),
    way('ngrok', { lacks: describeFailure('tunnel-program-missing', { program: 'ngrok' }), available: false }),
  ];
  expect(lackOf(ways, 'ssh')).toBeNull();
  expect(lackOf(ways, 'ngrok')?.message).toContain('ngrok');
  expect(lackOf(null, 'ngrok')).toBeNull();
  expect(offered(ways)).toEqual(['localtunnel', 'ssh', 'cloudflared', 'command', 'ngrok']);
  expect(Object.keys(fieldsOf)).toEqual([...tunnelProviders]);
});
