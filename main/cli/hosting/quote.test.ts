import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { forApache, forComment, forNginx, forShell, forSystemd, forSystemdCommand, forSystemdLine } from './quote.ts';

const words = [
  'plain',
  '',
  'two words',
  `it's "quoted"`,
  '$HOME `id` $(id)',
  'a;b&c|d',
  'back\\slash',
  '*?[x]',
  '-n',
  'Müller',
];

test.each(words)('a shell reads "%s" as the one word it is', (word) => {
  const said = execFileSync('sh', ['-c', `printf '%s.' ${forShell(word)}`], { encoding: 'utf8' });
  expect(said).toBe(`${word}.`);
});

test.each([
  ['plain', '"plain"'],
  ['a "b" \\ c', '"a \\"b\\" \\\\ c"'],
  ['; } server {', '"; } server {"'],
])('in double quotes %s is %s', (value, expected) => {
  expect([forNginx(value), forApache(value)]).toEqual([expected, expected]);
});

test.each([
  ['/data/a.h5ad', '/data/a.h5ad', '/data/a.h5ad'],
  ['/my data', '"/my data"', '"/my data"'],
  ['100%', '100%%', '100%%'],
  ['$HOME', '"$HOME"', '"$$HOME"'],
  ['a"b\\', '"a\\"b\\\\"', '"a\\"b\\\\"'],
  [';', '";"', '";"'],
  ['', '""', '""'],
])('for systemd "%s" is %s, in a command %s', (word, plain, command) => {
  expect([forSystemd(word), forSystemdCommand(word)]).toEqual([plain, command]);
});

test('a line of systemd is taken as it is, but for what a percent sign means', () => {
  expect(forSystemdLine('/my "data" 100%n')).toBe('/my "data" 100%%n');
  expect(() => forSystemdLine('/ends with\\')).toThrow(/cannot be written for systemd/);
});

describe('what cannot be written is refused', () => {
  test.each(
    [forNginx, forApache, forSystemd, forSystemdCommand, forSystemdLine, forShell].map((quote) => [quote.name, quote]),
  )('%s: line breaks and the like', (_, quote) => {
    for (const value of ['a\nb', 'a\rb', 'a\0b', 'a\u001bb', 'a\u0085b'])
      expect(() => quote(value)).toThrow(/invisible character/);
  });

  test('variables where nothing takes their meaning away', () => {
    expect(() => forNginx('/etc/$host')).toThrow(/nginx/);
    expect(() => forApache('/etc/${HOME}')).toThrow(/Apache/);
    expect(forApache('/etc/$HOME')).toBe('"/etc/$HOME"');
  });
});

test('a comment ends with its line', () => expect(forComment('a\nserver {}')).toBe('a?server {}'));
