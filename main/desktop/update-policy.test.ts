import { expect, test } from 'vitest';
import { canUpdate, type Build } from './update-policy.ts';

const release: Build = { packaged: true, hasFeed: true, platform: 'darwin', appImage: undefined };

test.each<[string, Partial<Build>, boolean]>([
  ['a release on macOS', {}, true],
  ['a release on Windows', { platform: 'win32' }, true],
  ['an AppImage', { platform: 'linux', appImage: '/home/ana/annotate-share.AppImage' }, true],
  ['a .deb', { platform: 'linux' }, false],
  ['an empty variable', { platform: 'linux', appImage: '' }, false],
  ['a checkout', { packaged: false }, false],
  ['a build of one’s own', { hasFeed: false }, false],
  ['a system that we make nothing for', { platform: 'freebsd' }, false],
])('%s', (_name, different, expected) => {
  expect(canUpdate({ ...release, ...different })).toBe(expected);
});
