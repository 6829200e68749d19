/** What the system reports of a file, in words for its owner. */
import { expect, test } from 'vitest';
import { unreadable } from './unreadable.ts';

const away = 'lung.h5ad could not be read: the drive it is on does not answer.';

test.each([
  ['ENOENT', 'There is no file at /data/lung.h5ad.'],
  ['ENOTDIR', 'There is no file at /data/lung.h5ad.'],
  ['EACCES', 'lung.h5ad could not be read: you are not allowed to open it.'],
  ['EBUSY', 'lung.h5ad could not be read: another program holds it open.'],
  ['EIO', 'lung.h5ad could not be read: the drive it is on reports an error.'],
  ['ESTALE', away],
  ['ENOTCONN', away],
  ['ETIMEDOUT', away],
  ['EHOSTDOWN', away],
  ['ENODEV', away],
  ['EOTHER', 'lung.h5ad could not be read: the system reports EOTHER.'],
])('%s', (code, message) => {
  const cause = Object.assign(new Error('as the system says it'), { code });
  const { failure } = unreadable('/data/lung.h5ad', 'lung.h5ad', cause);
  expect(failure.message).toBe(message);
  expect(failure.hint).not.toMatch(/\{\w+\}/);
});
