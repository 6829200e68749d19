import { expect, test } from 'vitest';
import { isPublicAddress, literalAddress, mayBePrivate, stepTo } from './address-policy.ts';

test.each([
  ['8.8.8.8', true],
  ['172.32.0.1', true],
  ['2606:4700::1111', true],
  ['::ffff:8.8.8.8', true],
  ['127.0.0.1', false],
  ['127.8.8.8', false],
  ['0.0.0.0', false],
  ['10.1.2.3', false],
  ['172.31.255.255', false],
  ['192.168.0.1', false],
  ['100.64.0.1', false],
  ['169.254.169.254', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:7f00:1', false],
  ['::127.0.0.1', false],
  ['64:ff9b::7f00:1', false],
  ['fe80::1', false],
  ['fe80::1%eth0', false],
  ['fd00:ec2::254', false],
  ['ff02::1', false],
  ['2002:7f00:1::', false],
  ['2001:0:1::', false],
  ['2001:db8::1', false],
  ['lab.example', false],
  ['', false],
])('%s is public: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});

test.each([
  ['http://nas.lab/x', 'http://nas.lab/y', true],
  ['http://nas.lab/x', 'http://nas.lab:8080/y', false],
  ['http://nas.lab/x', 'https://nas.lab/y', true],
  ['http://nas.lab/x', 'https://nas.lab:8443/y', false],
  ['http://nas.lab:8080/x', 'https://nas.lab/y', false],
  ['http://nas.lab:8443/x', 'https://nas.lab:8443/y', false],
  ['https://nas.lab/x', 'http://nas.lab/y', false],
  ['http://nas.lab/x', 'http://other.lab/x', false],
])('the owner named %s; %s may be of the lab: %s', (named, url, may) => {
  expect(mayBePrivate(new URL(url), new URL(named))).toBe(may);
});

test.each([
  ['/b', 'https://d.example/b'],
  ['https://cdn.example/b?x=1', 'https://cdn.example/b?x=1'],
  ['//cdn.example/b', 'https://cdn.example/b'],
])('%s leads to %s', (location, url) => {
  expect(stepTo(location, new URL('https://d.example/a'), 0)).toEqual({ kind: 'go', url: new URL(url) });
});

test.each([
  ['http://d.example/a', 0, 'without encryption'],
  ['file:///etc/passwd', 0, 'file:'],
  ['gopher://d.example/', 0, 'gopher:'],
  ['https://u:p@d.example/', 0, 'password'],
  ['https://[bad', 0, 'nowhere'],
  ['/b', 5, 'on and on'],
])('%s after %d steps is refused: %s', (location, steps, reason) => {
  const step = stepTo(location, new URL('https://d.example/a'), steps);
  expect(step.kind === 'refused' && step.reason).toContain(reason);
});

test.each([
  ['http://127.0.0.1/x', '127.0.0.1'],
  ['http://[::1]:8/x', '::1'],
  ['http://2130706433/x', '127.0.0.1'],
  ['http://lab.example/x', null],
])('%s is written as %s', (url, address) => {
  expect(literalAddress(new URL(url))).toBe(address);
});
