import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { uvPlacesFor, uvProgram, uvWheels } from './uv-wheels.ts';

test.each([
  ['darwin', 'arm64', ['mac-x64', 'mac-arm64']],
  ['darwin', 'x64', ['mac-x64', 'mac-arm64']],
  ['win32', 'x64', ['win-x64']],
  ['win32', 'arm64', ['win-arm64']],
  ['linux', 'x64', ['linux-x64']],
  ['linux', 'arm64', ['linux-arm64']],
] as const)('made on %s %s', (platform, arch, places) => {
  expect(uvPlacesFor(platform, arch)).toEqual(places);
});

test('the lock file names one version and one hash for each wheel', () => {
  const lock = readFileSync(join(import.meta.dirname, 'uv.lock'), 'utf8');
  expect(lock.match(/^uv==\d+\.\d+\.\d+ /gm)).toHaveLength(1);
  const hashes = lock.match(/--hash=sha256:[0-9a-f]{64}\b/g) ?? [];
  expect(new Set(hashes).size).toBe(Object.keys(uvWheels).length);
});

test('the program is called as its system calls programs', () => {
  expect([uvProgram('linux-x64'), uvProgram('mac-arm64'), uvProgram('win-x64')]).toEqual(['uv', 'uv', 'uv.exe']);
});
