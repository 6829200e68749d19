import { expect, test } from 'vitest';
import { variablesFor } from './electron.ts';

test.each([
  ['the download of this version', null, '45.4.1', {}],
  ['a newer one', null, 'v46.0.0', {}],
  ['a named one', '/electron', 'v45.4.1', { ELECTRON_OVERRIDE_DIST_PATH: '/electron' }],
  [
    'an older one needs a Node beside it',
    '/electron',
    '22.3.25',
    { ELECTRON_OVERRIDE_DIST_PATH: '/electron', ANNOTATE_SHARE_NODE: '/node' },
  ],
])('%s', (_case, named, version, variables) => {
  expect(variablesFor(named, version, '/node')).toEqual(variables);
});
