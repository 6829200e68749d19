import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { diagnoseInstall, type InstallFailureCode } from './diagnose-install.ts';

const plenty = 50e9;

/** Printed by the real tools in these very situations. */
function printed(name: string): string {
  return readFileSync(new URL(`testing/installer-output/${name}.txt`, import.meta.url), 'utf8');
}

describe('diagnoseInstall', () => {
  test.each<[string, InstallFailureCode]>([
    ['pip-closed', 'environment-no-network'],
    ['pip-dns', 'environment-no-network'],
    ['pip-proxy', 'environment-no-network'],
    ['pip-timeout', 'environment-no-network'],
    ['pip-hash', 'environment-install-failed'],
    ['pip-nospace', 'environment-no-space'],
    ['uv-closed', 'environment-no-network'],
    ['uv-dns', 'environment-no-network'],
    ['uv-proxy', 'environment-no-network'],
    ['uv-timeout', 'environment-no-network'],
    ['uv-hash', 'environment-install-failed'],
    ['uv-nospace', 'environment-no-space'],
  ])('%s → %s', (name, code) => {
    expect(diagnoseInstall(printed(name), plenty)).toBe(code);
  });

  test.each<[string, number, InstallFailureCode]>([
    ['', plenty, 'environment-install-failed'],
    ['Error: Command [...] returned non-zero exit status 1.', 5e6, 'environment-no-space'],
    ['ERROR: HTTP error 503 while getting https://files.example/a.whl', plenty, 'environment-no-network'],
    ['ERROR: HTTP error 403 while getting https://files.example/a.whl', plenty, 'environment-install-failed'],
    ['ERROR: No matching distribution found for numpy==2.0.1', plenty, 'environment-install-failed'],
    [`${printed('pip-closed')}\n${printed('pip-hash')}`, plenty, 'environment-install-failed'],
    ['OSError: [Errno 122] Disk quota exceeded', plenty, 'environment-no-space'],
    ['[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed', plenty, 'environment-no-network'],
  ])('%j with %d bytes free → %s', (output, freeBytes, code) => {
    expect(diagnoseInstall(output, freeBytes)).toBe(code);
  });
});
