import { expect, test } from 'vitest';
import { mayHave } from './permission-policy.ts';

const own = 'http://127.0.0.1:4000';

test.each<[string, string, string | null, boolean]>([
  ['clipboard-sanitized-write', 'http://127.0.0.1:4000/', own, true],
  ['clipboard-sanitized-write', 'http://127.0.0.1:4000/#x', own, true],
  ['clipboard-sanitized-write', 'http://127.0.0.1:4001/', own, false],
  ['clipboard-sanitized-write', 'http://127.0.0.1:4000.evil.example/', own, false],
  ['clipboard-sanitized-write', '', own, false],
  ['clipboard-sanitized-write', 'null', null, false],
  ['clipboard-read', 'http://127.0.0.1:4000/', own, false],
  ['media', 'http://127.0.0.1:4000/', own, false],
  ['geolocation', 'http://127.0.0.1:4000/', own, false],
  ['notifications', 'http://127.0.0.1:4000/', own, false],
  ['fileSystem', 'http://127.0.0.1:4000/', own, false],
  ['openExternal', 'http://127.0.0.1:4000/', own, false],
  ['constructor', 'http://127.0.0.1:4000/', own, false],
  ['unknown', 'http://127.0.0.1:4000/', own, false],
])('%s for %s under %s: %s', (permission, asker, ownOrigin, expected) => {
  expect(mayHave(permission, asker, ownOrigin)).toBe(expected);
});
