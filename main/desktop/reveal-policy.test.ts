import { expect, test } from 'vitest';
import { mayReveal } from './reveal-policy.ts';

test.each<[string, NodeJS.Platform, boolean]>([
  ['/data/lung.h5ad', 'linux', true],
  ['/Volumes/Lab/LUNG.H5AD', 'darwin', true],
  ['C:\\data\\lung.h5ad', 'win32', true],
  ['\\\\lab\\share\\known.h5ad', 'win32', true],
  ['\\\\evil\\share\\x.h5ad', 'win32', false],
  ['//evil/share/x.h5ad', 'win32', false],
  ['\\data\\lung.h5ad', 'win32', false],
  ['lung.h5ad', 'linux', false],
  ['/etc/passwd', 'linux', false],
  ['/data/lung.h5ad\0/etc', 'linux', false],
  ['file:///data/lung.h5ad', 'linux', false],
  ['', 'linux', false],
])('%j on %s: %s', (path, platform, expected) => {
  expect(mayReveal(path, ['\\\\lab\\share\\known.h5ad'], platform)).toBe(expected);
});
