import { describe, expect, test } from 'vitest';
import { readRegistration } from './registration.ts';

const relay = new URL('https://relay.example/');
const good = { id: 'calm-fox-12', url: 'https://calm-fox-12.relay.example', port: 40_001, max_conn_count: 10 };

function read(answer: object, from = relay) {
  return readRegistration(JSON.stringify(answer), from);
}

test('a relay’s answer', () => {
  expect(read(good)).toEqual({
    ok: true,
    registration: {
      name: 'calm-fox-12',
      url: 'https://calm-fox-12.relay.example',
      remote: { host: 'relay.example', port: 40_001 },
      connections: 10,
    },
  });
});

describe('the address must be the name just given, at the relay itself', () => {
  test.each([
    ['javascript:alert(1)', relay.href],
    ['file:///etc/passwd', relay.href],
    ['https://calm-fox-12.elsewhere.example', relay.href],
    ['https://other.relay.example', relay.href],
    ['https://relay.example', relay.href],
    ['https://calm-fox-12.notrelay.example', relay.href],
    ['https://calm-fox-12.relay.example@elsewhere.example', relay.href],
    ['https://user:pass@calm-fox-12.relay.example', relay.href],
    ['https://calm-fox-12.relay.example/path', relay.href],
    ['https://calm-fox-12.relay.example/?q', relay.href],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['https://calm-fox-12.loca.lt', 'https://other.me/'],
  ])('%s from %s is refused', (url, from) => {
    expect(read({ ...good, url }, new URL(from))).toMatchObject({ ok: false });
  });

  test.each([
    ['http://calm-fox-12.relay.example:8080', relay.href],
    ['https://calm-fox-12.eu.relay.example', relay.href],
    ['http://calm-fox-12.lt.localhost:3000', 'http://127.0.0.1:3000'],
    ['http://calm-fox-12.lt.localhost:3000', 'http://[::1]:3000'],
    ['http://calm-fox-12.localhost:3000', 'http://localhost:3000'],
    ['https://calm-fox-12.loca.lt', 'https://localtunnel.me'],
  ])('%s from %s is taken', (url, from) => {
    expect(read({ ...good, url }, new URL(from))).toMatchObject({ ok: true, registration: { url } });
  });
});

describe('answers that are not a tunnel', () => {
  test.each([
    ['a web page', '<!doctype html><title>Sign in to this Wi-Fi</title>'],
    ['nothing', ''],
    ['null', 'null'],
    ['a port that is none', JSON.stringify({ ...good, port: 70_000 })],
    ['no port', JSON.stringify({ ...good, port: undefined })],
    ['a name that is none', JSON.stringify({ ...good, id: '../x' })],
    ['an address that is none', JSON.stringify({ ...good, url: 'calm-fox-12' })],
  ])('%s', (_, body) => {
    expect(readRegistration(body, relay)).toMatchObject({ ok: false });
  });
});

describe('the machine to connect to', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8::7', '2001:db8::7'],
    ['127.0.0.1', 'relay.example'],
    ['192.168.1.1', 'relay.example'],
    ['10.1.2.3', 'relay.example'],
    ['169.254.169.254', 'relay.example'],
    ['::1', 'relay.example'],
    ['::ffff:127.0.0.1', 'relay.example'],
    ['fd00::1', 'relay.example'],
    [null, 'relay.example'],
  ])('the relay says %s: %s', (ip, host) => {
    expect(read({ ...good, ip })).toMatchObject({ ok: true, registration: { remote: { host } } });
  });

  test('a relay addressed by an IPv6 number is connected to without brackets', () => {
    const answer = read({ ...good, url: 'http://calm-fox-12.lt.localhost' }, new URL('http://[::1]:3000'));
    expect(answer).toMatchObject({ ok: true, registration: { remote: { host: '::1' } } });
  });
});
