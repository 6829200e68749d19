import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ShareError } from '../../contract/errors.ts';
import { findInstaller } from './find-installer.ts';
import { findPython } from './find-python.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'annotate-share-python-'));
});
afterEach(async () => {
  await rm(home, { recursive: true });
});

/** A program that answers as a Python of this kind would. */
async function pretend(folder: string, name: string, answer: Record<string, unknown>): Promise<string> {
  const path = join(home, folder, name);
  const whole = { path, version: '3.12.4', implementation: 'cpython', wide: true, venv: true, ...answer };
  return script(folder, name, `echo '${JSON.stringify(whole)}'`);
}

async function script(folder: string, name: string, body: string): Promise<string> {
  const path = join(home, folder, name);
  await mkdir(join(home, folder), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, 0o700);
  return path;
}

const shim = "echo 'pyenv: python3.12: command not found' >&2; exit 127";

function variables(...folders: string[]): NodeJS.ProcessEnv {
  return { PATH: folders.map((folder) => join(home, folder)).join(delimiter) };
}

describe('findPython', () => {
  test('3.12 before 3.11, wherever they are', async () => {
    await pretend('first', 'python3.11', { version: '3.11.9' });
    const newer = await pretend('second', 'python3.12', {});
    expect(await findPython(variables('first', 'second'))).toEqual({
      python: { path: newer, version: '3.12.4', minor: '3.12', makesEnvironments: true },
      tried: [],
    });
  });

  test('a shim that answers nothing is passed over, and doctor can say why', async () => {
    const broken = await script('shims', 'python3.12', shim);
    const good = await pretend('system', 'python3', { version: '3.11.2' });
    const { python, tried } = await findPython(variables('shims', 'system'));
    expect(python?.path).toBe(good);
    expect(tried).toEqual([{ command: broken, reason: 'pyenv: python3.12: command not found' }]);
  });

  test.each([
    [{ version: '3.13.0' }, 'it is Python 3.13.0'],
    [{ version: '3.10.14' }, 'it is Python 3.10.14'],
    [{ version: '3.1.2' }, 'it is Python 3.1.2'],
    [{ implementation: 'pypy' }, 'it is pypy, not CPython'],
    [{ wide: false }, 'it is a 32-bit Python'],
    [{ path: '' }, 'it did not answer as Python does'],
  ])('%j will not do: %s', async (answer, reason) => {
    const path = await pretend('bin', 'python3', answer);
    expect(await findPython(variables('bin'))).toEqual({ python: null, tried: [{ command: path, reason }] });
  });

  test('one without venv only where there is no other', async () => {
    const without = await pretend('a', 'python3.12', { venv: false });
    expect((await findPython(variables('a'))).python).toMatchObject({ path: without, makesEnvironments: false });
    const whole = await pretend('b', 'python3.11', { version: '3.11.2' });
    expect((await findPython(variables('a', 'b'))).python).toMatchObject({ path: whole, makesEnvironments: true });
  });

  test('the one that the owner chose, or none', async () => {
    await pretend('bin', 'python3.12', {});
    const chosen = await pretend('own', 'mine', { version: '3.11.1' });
    const all = variables('bin');
    expect((await findPython({ ...all, ANNOTATE_SHARE_PYTHON: chosen })).python?.path).toBe(chosen);
    const wrong = await pretend('own', 'old', { version: '3.8.1' });
    await expect(findPython({ ...all, ANNOTATE_SHARE_PYTHON: wrong })).rejects.toThrow(
      `${wrong} cannot be used: it is Python 3.8.1.`,
    );
    const missing = join(home, 'nowhere');
    await expect(findPython({ ...all, ANNOTATE_SHARE_PYTHON: missing })).rejects.toThrow(ShareError);
  });
});

describe('findInstaller', () => {
  const nowhere = '/nowhere';

  test('nothing at all', async () => {
    const { installer, failure } = await findInstaller(variables('empty'), nowhere);
    expect(installer).toBeNull();
    expect(failure?.code).toBe('python-missing');
  });

  test('pip where there is no uv', async () => {
    await pretend('bin', 'python3.12', {});
    expect((await findInstaller(variables('bin'), nowhere)).installer).toMatchObject({ kind: 'pip' });
  });

  test('Debian’s Python without its venv package: says which one to install', async () => {
    await pretend('bin', 'python3', { version: '3.11.2', venv: false });
    const { installer, failure } = await findInstaller(variables('bin'), nowhere);
    expect(installer).toBeNull();
    expect(failure?.code).toBe('python-without-venv');
    expect(failure?.failure.hint).toContain('sudo apt install python3.11-venv');
  });

  test('uv where there is one, also without any Python or with half of one', async () => {
    const uv = await script('tools', 'uv', 'echo "uv 0.13.9 (x86_64-unknown-linux-gnu)"');
    expect((await findInstaller(variables('tools'), nowhere)).installer).toEqual({ kind: 'uv', uv, python: null });
    await pretend('bin', 'python3.12', { venv: false });
    expect((await findInstaller(variables('tools', 'bin'), nowhere)).installer).toMatchObject({
      kind: 'uv',
      python: { makesEnvironments: false },
    });
  });

  test('the uv of our own installer before the one on the path', async () => {
    await script('tools', 'uv', 'echo "uv 0.1.0"');
    const ours = await script('bundled', 'uv', 'echo "uv 0.13.9"');
    expect((await findInstaller(variables('tools'), join(home, 'bundled'))).installer).toMatchObject({ uv: ours });
  });

  test('a uv that does not run is passed over', async () => {
    const broken = await script('tools', 'uv', 'exit 1');
    await pretend('tools', 'python3.12', {});
    const { installer, tried } = await findInstaller(variables('tools'), nowhere);
    expect(installer).toMatchObject({ kind: 'pip' });
    expect(tried.map(({ command }) => command)).toEqual([broken]);
  });

  test('a Python that the owner chose brings its own pip', async () => {
    const uv = await script('tools', 'uv', 'echo "uv 0.13.9"');
    const chosen = await pretend('own', 'mine', {});
    const all = { ...variables('tools'), ANNOTATE_SHARE_PYTHON: chosen };
    expect((await findInstaller(all, nowhere)).installer).toMatchObject({ kind: 'pip', python: { path: chosen } });
    expect((await findInstaller({ ...all, ANNOTATE_SHARE_UV: uv }, nowhere)).installer).toMatchObject({
      kind: 'uv',
      python: { path: chosen },
    });
  });
});
