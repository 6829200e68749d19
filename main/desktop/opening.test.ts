import { expect, test } from 'vitest';
import { openingOf, openingSchema, type Opening } from './opening.ts';

test.each<[string, string[], Opening]>([
  ['a start by hand', ['app'], { open: 'window' }],
  ['a start with the computer', ['app', '--hidden'], { open: 'nothing' }],
  ['a file', ['app', 'lung.h5ad'], { open: 'dataset', path: '/data/lung.h5ad' }],
  ['a file, whatever else is said', ['app', '--hidden', 'lung.h5ad'], { open: 'dataset', path: '/data/lung.h5ad' }],
  ['a link', ['app', 'annotate-share://share'], { open: 'link', link: 'annotate-share://share' }],
  [
    'a link that looks like a file',
    ['app', 'annotate-share://x.h5ad'],
    { open: 'link', link: 'annotate-share://x.h5ad' },
  ],
  [
    'a link with a file beside it',
    ['app', 'annotate-share://share', '/etc/x.h5ad'],
    { open: 'link', link: 'annotate-share://share' },
  ],
])('%s', (_name, argv, expected) => {
  expect(openingOf(argv, '/data')).toEqual(expected);
  expect(openingSchema.parse(expected)).toEqual(expected);
});
