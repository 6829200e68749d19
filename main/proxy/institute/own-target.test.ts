import { expect, test } from 'vitest';
import { ownTarget } from './own-target.ts';

const root = '/lab/d/pbmc';

test.each(['/', '/?annotations=mine', '/page', '/a/b/', '/a/?to=https://evil.example/%2e%2e//x'])(
  '%s is led to',
  (wish) => {
    expect(ownTarget(wish, root)).toBe(`${root}${wish}`);
    expect(new URL(ownTarget(wish, root), 'https://lab.example.org').origin).toBe('https://lab.example.org');
  },
);

test.each([
  null,
  '',
  'page',
  '//evil.example/',
  '/\\evil.example/',
  '\\\\evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  '/../other/',
  '/a/../../other/',
  '/%2e%2e/other/',
  '/a/%2E%2e/b',
  '/./x',
  '/a//evil.example',
  '/%2f%2fevil.example',
  '/%5cevil.example',
  '/a b',
  '/a\tb',
  '/a\r\nLocation: https://evil.example',
  '/%0d%0aSet-Cookie:x',
  '/\u00e4',
  '/page#x',
  '/-/sign-out',
  '/-/invite/abab',
  '/-',
  '@evil.example/',
  '.evil.example/',
  `/${'a'.repeat(400)}`,
])('%j becomes the first page', (wish) => expect(ownTarget(wish, root)).toBe(`${root}/`));
