import { expect, test } from 'vitest';
import { findStray, readAddress, readLibraryPath } from './session-address.ts';

const session = (slug: string, path: string, search = '', base = '') => ({
  kind: 'session',
  slug,
  root: `${base}/d/${slug}`,
  path,
  search,
});
const nothing = { kind: 'nothing' };

test.each<[string, string, unknown]>([
  ['/d/pbmc/', '', session('pbmc', '/')],
  ['/d/pbmc/?gene=CD3E', '', session('pbmc', '/', '?gene=CD3E')],
  ['/d/pbmc/api/v0.2/data/var?var:name=a%2Fb', '', session('pbmc', '/api/v0.2/data/var', '?var:name=a%2Fb')],
  ['/lab/d/pbmc/static/x.js', '/lab', session('pbmc', '/static/x.js', '', '/lab')],
  ['/d/pbmc/../other/', '', session('pbmc', '/../other/')],
  ['/d/pbmc', '', { kind: 'slash-missing', location: '/d/pbmc/' }],
  ['/d/pbmc?x=//evil.example', '', { kind: 'slash-missing', location: '/d/pbmc/?x=//evil.example' }],
  ['/lab/d/pbmc', '/lab', { kind: 'slash-missing', location: '/lab/d/pbmc/' }],
  ['/robots.txt', '', { kind: 'robots' }],
  ['/robots.txt', '/lab', { kind: 'robots' }],
  ['/', '', nothing],
  ['/d/', '', nothing],
  ['/d//', '', nothing],
  ['/d/a%2Fb/', '', nothing],
  ['/d/pbmc%00/', '', nothing],
  ['/d/pbmc\\', '', nothing],
  [`/d/${'x'.repeat(101)}/`, '', nothing],
  ['//d/pbmc/', '', nothing],
  ['/D/pbmc/', '', nothing],
  ['/d/pbmc/', '/lab', nothing],
  ['/labx/d/pbmc/', '/lab', nothing],
])('%s below "%s"', (target, basePath, expected) => {
  expect(readAddress(target, basePath)).toEqual(expected);
});

const logo = '/d/static/assets/icon-25c8.png';

test.each<[string, string, string | undefined, string | null]>([
  [logo, '', 'http://127.0.0.1:4000/d/pbmc/', '/d/pbmc/static/assets/icon-25c8.png'],
  [`/lab${logo}`, '/lab', 'https://x.example/lab/d/pbmc/?a=b', '/lab/d/pbmc/static/assets/icon-25c8.png'],
  [logo, '', undefined, null],
  [logo, '', 'nonsense', null],
  [logo, '', 'http://127.0.0.1:4000/', null],
  [logo, '/lab', 'http://127.0.0.1:4000/lab/d/pbmc/', null],
  ['/d/static/assets/../../x', '', 'http://127.0.0.1:4000/d/pbmc/', null],
  ['/d/static/', '', 'http://127.0.0.1:4000/d/pbmc/', null],
  [logo, '', 'http://127.0.0.1:4000//evil.example/d/pbmc/', null],
])('%s below "%s", asked for by %s, is meant to be at %s', (target, basePath, referer, expected) => {
  expect(findStray(target, basePath, referer)).toBe(expected);
});

test.each<[string, string, unknown]>([
  ['/', '', { path: '/', search: '' }],
  ['/lab/', '/lab', { path: '/', search: '' }],
  ['/?search=lung', '', { path: '/', search: '?search=lung' }],
  ['/lab/-/sign-in', '/lab', { path: '/-/sign-in', search: '' }],
  ['/-/sign-out', '', { path: '/-/sign-out', search: '' }],
  ['/-/picture/lung-2.png?v=1', '', { path: '/-/picture/lung-2.png', search: '?v=1' }],
  ['/lab', '/lab', null],
  ['/', '/lab', null],
  ['/label/', '/lab', null],
  ['/-/picture/a/b.png', '', null],
  ['/-/picture/..%2Fx.png', '', null],
  ['/-/sign-in/', '', null],
  ['/-/invite/abc', '', null],
  ['/d/pbmc/', '', null],
  ['//', '', null],
])('%s below "%s" asks of the library %o', (target, basePath, expected) => {
  expect(readLibraryPath(target, basePath)).toEqual(expected);
});
