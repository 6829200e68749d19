import { expect, test } from 'vitest';
import { chooseBrowser, type BrowserFacts } from './browser.ts';

const nothing: BrowserFacts = { named: null, namedWorks: false, playwrightsOwn: false, system: null };

test.each<[string, Partial<BrowserFacts>, ReturnType<typeof chooseBrowser>]>([
  ['nothing is there', {}, null],
  [
    'the named one goes before all others',
    { named: '/a', namedWorks: true, playwrightsOwn: true, system: '/b' },
    { value: { executable: '/a' } },
  ],
  [
    'Playwright’s own goes before the system’s',
    { playwrightsOwn: true, system: '/b' },
    { value: { executable: null } },
  ],
  ['the system’s', { system: '/b' }, { value: { executable: '/b' } }],
  [
    'a named one that does not start is not replaced in silence',
    { named: '/a', playwrightsOwn: true, system: '/b' },
    { missing: 'ANNOTATE_SHARE_CHROMIUM is /a, which does not start' },
  ],
])('%s', (_case, facts, choice) => {
  expect(chooseBrowser({ ...nothing, ...facts })).toEqual(choice);
});
