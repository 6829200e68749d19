import { describe, expect, test } from 'vitest';
import { leadsOutside, judgeNavigation, type NavigationVerdict, type OwnAddresses } from './navigation-policy.ts';

const own: OwnAddresses = {
  origin: 'http://127.0.0.1:4000',
  links: ['http://127.0.0.1:4001/d/pbmc/', 'https://cosy-cell.relay.example/d/pbmc/'],
};

const table: [string, NavigationVerdict][] = [
  ['http://127.0.0.1:4000/', 'inside'],
  ['http://127.0.0.1:4000/#token=abc', 'inside'],
  ['http://127.0.0.1:4000/?view=home', 'inside'],
  ['http://127.0.0.1:4000/api/sessions', 'denied'],
  ['http://localhost:4000/', 'denied'],
  ['https://127.0.0.1:4000/', 'denied'],
  ['http://127.0.0.1:4000@evil.example/', 'denied'],
  ['http://127.0.0.1:40000/', 'denied'],

  ['http://127.0.0.1:4001/d/pbmc/', 'outside'],
  ['http://127.0.0.1:4001/d/pbmc/?x=1', 'outside'],
  ['https://cosy-cell.relay.example/d/pbmc/', 'outside'],
  ['http://127.0.0.1:4001/d/other/', 'denied'],
  ['http://127.0.0.1:4001/d/pbmc/../other/', 'denied'],
  ['http://guest:secret@127.0.0.1:4001/d/pbmc/', 'denied'],
  ['https://cosy-cell.relay.example.evil.example/d/pbmc/', 'denied'],

  ['https://www.python.org/downloads/', 'outside'],
  ['https://docs.astral.sh/uv/', 'outside'],
  ['https://loca.lt/mytunnelpassword', 'outside'],
  ['http://www.python.org/downloads/', 'denied'],
  ['https://www.python.org:8443/', 'denied'],
  ['https://www.python.org.evil.example/', 'denied'],

  ['mailto:?subject=Fetal%20lung&body=http%3A%2F%2F127.0.0.1', 'outside'],
  ['mailto:', 'outside'],
  ['mailto:?attach=/etc/passwd', 'denied'],
  ['mailto:?subject=x&attachment=/etc/passwd', 'denied'],
  ['mailto:somebody@example.org?body=x', 'denied'],

  ['https://example.org/', 'denied'],
  ['file:///etc/passwd', 'denied'],
  ['javascript:alert(1)', 'denied'],
  ['data:text/html,hi', 'denied'],
  ['blob:http://127.0.0.1:4000/1', 'denied'],
  ['about:blank', 'denied'],
  ['ms-settings:', 'denied'],
  ['smb://host/share', 'denied'],
  ['not an address', 'denied'],
  ['', 'denied'],
];

test.each(table)('%s is %s', (target, verdict) => {
  expect(judgeNavigation(target, own)).toBe(verdict);
  expect(leadsOutside(target, own)).toBe(verdict === 'outside');
});

describe('without a service', () => {
  test.each<[string, NavigationVerdict]>([
    ['http://127.0.0.1:4000/', 'denied'],
    ['about:blank', 'denied'],
    ['https://docs.astral.sh/uv/', 'outside'],
    ['https://loca.lt/mytunnelpassword', 'outside'],
  ])('%s is %s', (target, verdict) => {
    expect(judgeNavigation(target, { origin: null, links: [] })).toBe(verdict);
  });
});
