import { expect, test } from 'vitest';
import type { ImportReport } from '../../contract/groups.ts';
import { importLines } from './import-lines.ts';

const nothing: ImportReport = {
  dryRun: true,
  users: { added: [], changed: [], unchanged: 3, missing: [], removed: [] },
  groups: { added: [] },
  members: { added: [], removed: [] },
  problems: [],
};

test('what did not happen is not told', () => {
  expect(importLines(nothing)).toEqual([]);
});

test('each thing that happened is one sentence with all its names', () => {
  const lines = importLines({
    ...nothing,
    users: { ...nothing.users, added: ['anna', 'maria'], missing: ['tom'] },
    members: { added: [{ group: 'lung', name: 'anna' }], removed: [{ group: 'blood', name: 'tom' }] },
  });
  expect(lines).toEqual([
    'New accounts: anna and maria',
    'Not in the file any more, and still with an account: tom',
    'New members: anna (lung)',
    'Taken out: tom (blood)',
  ]);
});
