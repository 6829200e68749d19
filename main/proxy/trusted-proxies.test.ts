import { describe, expect, test } from 'vitest';
import { clientOf, nobodyTrusted, plainAddress, trustedProxies } from './trusted-proxies.ts';

const lab = trustedProxies(['loopback', '10.1.0.0/16', '192.0.2.9', 'fd00::/8', '2001:db8::9']);

describe('whom to trust', () => {
  test.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['10.1.200.3', true],
    ['10.2.0.1', false],
    ['192.0.2.9', true],
    ['192.0.2.90', false],
    ['fd12:3456::1', true],
    ['2001:db8::9', true],
    ['2001:db8::8', false],
    ['', false],
    ['unix:', false],
    ['constructor', false],
  ])('%s: %s', (address, expected) => expect(lab.has(address)).toBe(expected));

  test('nobody unless somebody is named', () => {
    expect(trustedProxies([])).toBe(nobodyTrusted);
    expect(nobodyTrusted.has('127.0.0.1')).toBe(false);
  });

  test.each([
    ['lab.example'],
    [''],
    ['10.0.0.0/33'],
    ['fd00::/129'],
    ['10.0.0.0/'],
    ['10.0.0.0/8/8'],
    ['10.0.0'],
    ['/8'],
    ['Loopback '],
  ])('"%s" is refused as it cannot be meant', (name) =>
    expect(() => trustedProxies([name])).toThrow(/must be|at most/),
  );

  test.each([['0.0.0.0/0'], ['::/0'], ['10.0.0.0/00']])('%s would believe everybody', (name) =>
    expect(() => trustedProxies([name])).toThrow(/everybody/),
  );
});

test.each([
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::FFFF:c000:201', '192.0.2.1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['[2001:0DB8:0::1]', '2001:db8::1'],
  ['192.0.2.1', '192.0.2.1'],
  ['192.0.2.300', null],
  ['', null],
])('%s is %s', (text, expected) => expect(plainAddress(text)).toBe(expected));

describe('whose request it is', () => {
  test.each<[string, string, string, string, boolean, number]>([
    ['a stranger who invents everything', '198.51.100.4', '6.6.6.6, 127.0.0.1', '198.51.100.4', false, 0],
    ['one of ours', '127.0.0.1', '203.0.113.7', '203.0.113.7', false, 1],
    ['what a person put in front', '127.0.0.1', '6.6.6.6, 203.0.113.7', '203.0.113.7', false, 1],
    ['two of ours', '127.0.0.1', '203.0.113.7, 10.1.0.3', '203.0.113.7', false, 2],
    ['two of ours and a lie', '::ffff:127.0.0.1', '127.0.0.1, 203.0.113.7, 10.1.0.3', '203.0.113.7', false, 2],
    ['ours behind a stranger’s', '127.0.0.1', '10.1.0.3, 198.51.100.4', '198.51.100.4', false, 1],
    ['IPv6 all along', '::1', '2001:db8::7, fd00::1', '2001:db8::7', false, 2],
    ['IPv6 with port', '::1', '[2001:DB8::7]:4711', '2001:db8::7', false, 1],
    ['IPv4 with port, quoted', '::1', '"203.0.113.7:80"', '203.0.113.7', false, 1],
    ['IPv4 spelled as IPv6', '127.0.0.1', '::ffff:203.0.113.7', '203.0.113.7', false, 1],
    ['somebody at the server itself', '127.0.0.1', '127.0.0.1', '127.0.0.1', false, 1],
    ['a server that tells nothing', '127.0.0.1', '', '127.0.0.1', true, 1],
    ['only commas', '127.0.0.1', ' , ,', '127.0.0.1', true, 1],
    ['unknown', '127.0.0.1', '203.0.113.7, unknown', '127.0.0.1', true, 1],
    ['a hidden name', '127.0.0.1', '_gazonk', '127.0.0.1', true, 1],
    ['markup', '127.0.0.1', '<script>', '127.0.0.1', true, 1],
    ['garbage behind two of ours', '127.0.0.1', 'x, 10.1.0.3', '10.1.0.3', true, 2],
    ['a peer without an address', '', '203.0.113.7', '', false, 0],
  ])('%s', (_, peer, header, address, shared, hops) => {
    expect(clientOf(peer, header, lab)).toEqual({ address, shared, hops });
  });

  test('ten thousand entries are gone through in no time', () => {
    const header = Array.from({ length: 10_000 }, () => '10.1.0.3').join(',');
    expect(clientOf('127.0.0.1', header, lab).hops).toBe(10_000);
  });
});
