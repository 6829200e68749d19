import { expect, test } from 'vitest';
import { tunnelProviders } from '../../contract/tunnel.ts';
import { aSession } from '../../contract/testing/example-session.ts';
import { wayLines } from './way-lines.ts';

const { reach } = aSession();
const told = (provider: (typeof tunnelProviders)[number], publicUrl: string) =>
  wayLines({ publicUrl, reach: { ...reach, rung: 'internet', provider, state: 'up' } }).join(' ');

test('without a way to the internet nothing is said', () => {
  expect(wayLines({ publicUrl: null, reach })).toEqual([]);
});

test.each(tunnelProviders)('%s: who could read along is said', (provider) => {
  expect(told(provider, 'https://x.example/d/lung/')).toMatch(/could read along/);
});

test('what people meet on a first visit, and a last leg in the clear', () => {
  expect(told('localtunnel', 'https://calm-otter-27.loca.lt/d/lung/')).toContain('https://loca.lt/mytunnelpassword');
  expect(told('localtunnel', 'https://x.relay.example/d/lung/')).not.toContain('tunnel password');
  expect(told('ngrok', 'https://x.ngrok-free.app/d/lung/')).toContain('Visit Site');
  expect(told('ssh', 'http://gate.example:40001/d/lung/')).toContain('is not encrypted');
  expect(told('ssh', 'https://cells.example/d/lung/')).not.toContain('is not encrypted');
});
