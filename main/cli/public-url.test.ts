import { expect, test } from 'vitest';
import { readPublicUrl } from './public-url.ts';

test.each([
  ['https://Lab.Example.org/cells', true, 'lab.example.org', 443, 'lab.example.org', '/cells'],
  ['https://lab.example.org/cells/', true, 'lab.example.org', 443, 'lab.example.org', '/cells'],
  ['https://lab.example.org', true, 'lab.example.org', 443, 'lab.example.org', ''],
  ['https://lab.example.org:8443/a/b', true, 'lab.example.org', 8443, 'lab.example.org:8443', '/a/b'],
  ['http://192.0.2.7/', false, '192.0.2.7', 80, '192.0.2.7', ''],
  ['http://[fd00::1]:8080/x', false, '[fd00::1]', 8080, '[fd00::1]:8080', '/x'],
  ['https://lab.example.org:443/', true, 'lab.example.org', 443, 'lab.example.org', ''],
])('%s', (text, https, hostname, port, host, basePath) => {
  const base = `${https ? 'https' : 'http'}://${host}${basePath}`;
  expect(readPublicUrl(text)).toEqual({ https, hostname, port, host, basePath, base });
});

test.each([
  'lab.example.org',
  '/cells',
  'ftp://lab.example.org/',
  'https://anna:secret@lab.example.org/',
  'https://lab.example.org/?a=b',
  'https://lab.example.org/#x',
  'https://lab.example.org/a b',
  'https://lab.example.org/"; }',
  'https://lab.example.org/a//b',
  'https://ex"ample.org/',
  "https://ex'ample.org/",
  'https://ex;ample.org/',
  'https://$host/',
  'https://{x}/',
  '',
])('%s is none', (text) => expect(() => readPublicUrl(text)).toThrow(/It must be/));
