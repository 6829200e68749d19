import { describe, expect, test } from 'vitest';
import {
  allowedHosts,
  certifiedNames,
  isLoopback,
  localUrl,
  networkUrls,
  type Interfaces,
  type Listening,
} from './addresses.ts';

const lan = { address: '192.0.2.7', family: 'IPv4', internal: false, netmask: '', mac: '', cidr: null } as const;
const lo = { ...lan, address: '127.0.0.1', internal: true } as const;
const interfaces: Interfaces = { lo: [lo], eth0: [lan] };
const at = (bind: string, more: Partial<Listening> = {}): Listening => ({
  bind,
  port: 8000,
  basePath: '',
  hostNames: [],
  ...more,
});

test.each([
  ['127.0.0.1', true],
  ['127.5.5.5', true],
  ['localhost', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['192.0.2.7', false],
  ['127.0.0.1.example', false],
])('%s is loopback: %s', (bind, expected) => expect(isLoopback(bind)).toBe(expected));

test.each([
  [at('127.0.0.1'), 'http://127.0.0.1:8000'],
  [at('0.0.0.0'), 'http://192.0.2.7:8000'],
  [at('192.0.2.7', { basePath: '/lab' }), 'http://192.0.2.7:8000/lab'],
  [at('::1'), 'http://[::1]:8000'],
  [at('0.0.0.0', { tls: true }), 'https://192.0.2.7:8000'],
])('%o is shown as %s', (listening, url) => expect(localUrl(listening, interfaces)).toBe(url));

test('with no network at all a wildcard is shown as loopback', () => {
  expect(localUrl(at('0.0.0.0'), { lo: [lo] })).toBe('http://127.0.0.1:8000');
});

describe('allowed hosts', () => {
  const names = (listening: Listening) => allowedHosts(listening, interfaces, []).map(({ host }) => host);

  test('on loopback: its own spellings, not the network’s', () => {
    expect(names(at('127.0.0.1'))).toEqual(['127.0.0.1:8000', 'localhost:8000', '[::1]:8000']);
  });

  test('on the network: its addresses as well', () => {
    expect(names(at('0.0.0.0'))).toContain('192.0.2.7:8000');
  });

  test('on port 80 the port may be left out', () => {
    expect(names(at('127.0.0.1', { port: 80 }))).toContain('127.0.0.1');
  });

  test('names of the lab’s own web server reach every session, a tunnel’s name only its own', () => {
    const hosts = allowedHosts(at('127.0.0.1', { hostNames: ['Cells.Lab.example'] }), interfaces, [
      { host: 'abc.relay.example', slug: 'pbmc' },
    ]);
    expect(hosts).toContainEqual({ host: 'cells.lab.example', slug: null });
    expect(hosts).toContainEqual({ host: 'abc.relay.example', slug: 'pbmc' });
  });
});

describe('with TLS', () => {
  const open = at('0.0.0.0', {
    tls: true,
    port: 443,
    computer: 'Anna.lab.example',
    hostNames: ['cells.lab.example:8443'],
  });

  test('the usual port is another one', () => {
    const names = allowedHosts(open, interfaces, []).map(({ host }) => host);
    expect(names).toEqual(expect.arrayContaining(['192.0.2.7', '192.0.2.7:443', 'anna.local', 'anna.local:443']));
    expect(allowedHosts({ ...open, port: 80 }, interfaces, []).map(({ host }) => host)).not.toContain('192.0.2.7');
  });

  test('the certificate knows every name that is answered to, without ports', () => {
    expect(certifiedNames(open, interfaces)).toEqual({
      dns: ['localhost', 'anna.local', 'cells.lab.example'],
      addresses: ['127.0.0.1', '::1', '192.0.2.7'],
    });
    expect(certifiedNames(at('2001:db8::7', { computer: '' }), {}).addresses).toContain('2001:db8::7');
  });
});

describe('links for other computers', () => {
  test('by address and by this computer’s own name', () => {
    const listening = at('0.0.0.0', { tls: true, basePath: '/lab', computer: 'anna' });
    expect(networkUrls(listening, interfaces)).toEqual(['https://192.0.2.7:8000/lab', 'https://anna.local:8000/lab']);
  });

  test.each(['', 'Anna’s computer', '-x', '_x.local'])(
    'a computer called %j is known by its address alone',
    (computer) => {
      expect(networkUrls(at('192.0.2.7', { computer }), interfaces)).toEqual(['http://192.0.2.7:8000']);
    },
  );

  test('none where only this computer is listened to', () => {
    expect(networkUrls(at('127.0.0.1', { computer: 'anna' }), interfaces)).toEqual([]);
    expect(allowedHosts(at('127.0.0.1', { computer: 'anna' }), interfaces, [])).toHaveLength(3);
  });
});
