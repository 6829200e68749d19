import { expect, it, test } from 'vitest';
import type { Network } from '../../contract/network.ts';
import { networkLinksOf, ownersLink, ownRung, privateRungs, waysToShare } from './network-links.ts';

const url = 'https://192.168.1.7:8443/lab/d/lung/';

test('a session’s links on the network: by address first, then by name, each with the session’s own path', () => {
  const addresses = ['https://192.168.1.7:8443/lab', 'https://[fd00::2]:8443/lab', 'https://anna.local:8443/lab'];
  expect(networkLinksOf({ url }, { addresses })).toEqual({
    byAddress: [
      { host: '192.168.1.7', url: 'https://192.168.1.7:8443/lab/d/lung/' },
      { host: '[fd00::2]', url: 'https://[fd00::2]:8443/lab/d/lung/' },
    ],
    byName: [{ host: 'anna.local', url: 'https://anna.local:8443/lab/d/lung/' }],
  });
  expect(networkLinksOf({ url: null }, { addresses })).toEqual({ byAddress: [], byName: [] });
});

test.each([
  [undefined, url],
  [{ here: null }, url],
  [{ here: 'http://127.0.0.1:4000/lab' }, 'http://127.0.0.1:4000/lab/d/lung/'],
])('with %j the owner opens %s', (network, expected) => expect(ownersLink({ url }, network)).toBe(expected));

const local = { url: 'http://127.0.0.1:4000/d/a/' };

it.each<[Network['lan'] | undefined, { url: string }, string, readonly string[]]>([
  ['off', local, 'computer', ['computer', 'network']],
  ['on', { url }, 'network', ['computer', 'network']],
  // Connected to no network: what is shown is this computer's own address, and the switch is on all the same.
  ['on', local, 'network', ['computer', 'network']],
  ['fixed', { url }, 'network', ['network']],
  ['fixed', local, 'computer', ['computer']],
  [undefined, local, 'computer', ['computer']],
])('with the network %s and %j it is on the rung %s of %j', (lan, session, rung, rungs) => {
  const network = lan === undefined ? undefined : { lan };
  const own = ownRung(session, network);
  expect([own, privateRungs(own, network)]).toEqual([rung, rungs]);
});

it.each<[Network['lan'] | undefined, readonly string[], readonly string[]]>([
  ['off', [], ['computer', 'network', 'internet']],
  ['on', ['https://x.local'], ['network', 'internet']],
  ['fixed', [], ['computer', 'internet']],
  ['fixed', ['https://x.local'], ['network', 'internet']],
  [undefined, [], ['computer', 'internet']],
])('with the network %s (%j) a dataset can be shared with %j', (lan, addresses, ways) => {
  expect(waysToShare(lan === undefined ? undefined : { lan, addresses: [...addresses] })).toEqual(ways);
});
