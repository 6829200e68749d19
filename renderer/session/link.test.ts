import { expect, it } from 'vitest';
import { aSession } from '../../contract/testing/example-session.ts';
import { linkOf, splitLink } from './link.ts';
import { isOnInternet, relayAsksFirst, rungWithoutTunnel } from './reach.ts';

const local = 'http://127.0.0.1:40123/d/a/';
const reach = aSession({}).reach;
const open = { ...reach, rung: 'internet', provider: 'localtunnel' } as const;

it('shows the public link large and the local one beneath', () => {
  const publicUrl = 'https://calm-otter.loca.lt/d/a/';
  expect(linkOf(aSession({ publicUrl }))).toEqual({ kind: 'ready', url: publicUrl, also: local, rung: 'internet' });
});

it('offers no link to copy while the public one is on its way', () => {
  expect(linkOf(aSession({ reach: { ...open, state: 'opening' } }))).toEqual({ kind: 'opening', also: local });
});

it('falls back to the local link when the tunnel could not be opened', () => {
  const link = linkOf(aSession({ reach: { ...open, state: 'failed' } }));
  expect(link).toMatchObject({ kind: 'ready', url: local, rung: 'computer' });
});

it('knows no link before the proxy has an address', () => {
  expect(linkOf(aSession({ url: null }))).toEqual({ kind: 'none' });
});

it.each([
  ['http://127.0.0.1:4000/d/a/', 'computer'],
  ['http://127.8.0.1:4000/d/a/', 'computer'],
  ['http://localhost:4000/d/a/', 'computer'],
  ['http://[::1]:4000/d/a/', 'computer'],
  ['http://192.168.1.7:4000/d/a/', 'network'],
  ['https://lab.example/d/a/', 'network'],
  [null, 'computer'],
])('%s is reached from: %s', (url, rung) => {
  expect(rungWithoutTunnel({ url })).toBe(rung);
});

it.each([
  ['off', false],
  ['opening', true],
  ['up', true],
  ['lost', true],
  ['failed', false],
] as const)('a tunnel that is %s counts as on the internet: %s', (state, expected) => {
  expect(isOnInternet({ reach: { ...open, state } })).toBe(expected);
  expect(isOnInternet({ reach: { ...reach, rung: 'network', state } })).toBe(false);
});

it('warns of the question that the free public relay asks, and of no other', () => {
  expect(relayAsksFirst('https://calm-otter.loca.lt/d/a/')).toBe(true);
  expect(relayAsksFirst('https://loca.lt.lab.example/d/a/')).toBe(false);
  expect(relayAsksFirst(null)).toBe(false);
});

it('parts the scheme from the rest', () => {
  expect(splitLink('https://a.example/d/x/')).toEqual({ scheme: 'https://', rest: 'a.example/d/x/' });
});
