import { describe, expect, test } from 'vitest';
import { hostVariables, installerVariables } from './scrubbed-variables.ts';

describe('which variables children get', () => {
  test.each([
    ['PATH', true, true],
    ['Path', true, true],
    ['HOME', true, true],
    ['TMPDIR', true, true],
    ['LC_ALL', true, true],
    ['LD_LIBRARY_PATH', true, true],
    ['SystemRoot', true, true],
    ['PIP_INDEX_URL', false, true],
    ['UV_DEFAULT_INDEX', false, true],
    ['https_proxy', false, true],
    ['PYENV_VERSION', false, true],
    ['PIP_USER', false, false],
    ['PIP_TARGET', false, false],
    ['PYTHONPATH', false, false],
    ['PYTHONHOME', false, false],
    ['PYTHONSTARTUP', false, false],
    ['VIRTUAL_ENV', false, false],
    ['CONDA_PREFIX', false, false],
    ['AWS_SECRET_ACCESS_KEY', false, false],
    ['ANNOTATE_SHARE_TOKEN', false, false],
    ['NODE_OPTIONS', false, false],
    ['LD_PRELOAD', false, false],
  ])('%s: host %s, installer %s', (name, host, installer) => {
    const all = { [name]: 'x' };
    expect(name in hostVariables(all)).toBe(host);
    expect(name in installerVariables(all)).toBe(installer);
  });
});
