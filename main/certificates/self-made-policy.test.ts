import { describe, expect, test } from 'vitest';
import { covers, DAY_MS, isAuthorityDue, isDue, localOnly, widened } from './self-made-policy.ts';

describe('widened', () => {
  test.each([
    ['this computer', { dns: ['localhost'], addresses: ['127.0.0.1', '::1'] }],
    ['a home network', { dns: ['anna.local'], addresses: ['192.168.1.20', '10.1.2.3', '172.20.0.1', '169.254.3.4'] }],
    ['a VPN and IPv6', { dns: [], addresses: ['100.100.1.1', 'fd00::7', 'fe80::1'] }],
  ])('%s needs nothing more', (_, names) => expect(widened(localOnly, names)).toBeNull());

  test('a public address and a lab’s name are added one by one', () => {
    const wider = widened(localOnly, {
      dns: ['cells.lab.example', 'localhost'],
      addresses: ['192.0.2.7', '2001:db8::7', '10.0.0.1'],
    });
    expect(wider?.dns).toEqual([...localOnly.dns, 'cells.lab.example']);
    expect(wider?.networks).toEqual([...localOnly.networks, '192.0.2.7/32', '2001:db8::7/128']);
  });

  test.each(['notlocal', 'evil-localhost', 'local.example'])('%s is not local', (name) => {
    expect(widened(localOnly, { dns: [name], addresses: [] })).not.toBeNull();
  });
});

describe('isDue', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  const inDays = (days: number) => new Date(now.getTime() + days * DAY_MS);

  test.each([
    ['fresh', -1, 30, false, true],
    ['eleven days before its end', -20, 11, false, true],
    ['nine days before its end', -21, 9, true, true],
    ['over', -40, -1, true, true],
    ['a clock that was set back', 3, 33, true, true],
    ['an authority with half a year left', -1000, 180, false, false],
  ])('%s', (_, from, to, certificate, authority) => {
    const life = { from: inDays(from), to: inDays(to) };
    expect([isDue(life, now), isAuthorityDue(life, now)]).toEqual([certificate, authority]);
  });
});

test.each([
  ['the same', ['a'], ['10.0.0.1'], true],
  ['fewer', [], [], true],
  ['a new address', ['a'], ['10.0.0.2'], false],
  ['a new name', ['a', 'b'], ['10.0.0.1'], false],
])('covers: %s', (_, dns, addresses, expected) => {
  expect(covers({ dns: ['a'], addresses: ['10.0.0.1'] }, { dns, addresses })).toBe(expected);
});
