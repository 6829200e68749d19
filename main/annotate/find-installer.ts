/** Decides what makes the environment: uv where there is one (faster, and it can bring a Python of its own), else a Python and its pip. */
import { join } from 'node:path';
import { execa } from 'execa';
import { ShareError } from '../../contract/errors.ts';
import { findPython, onPath, type Python, type Tried } from './find-python.ts';
import { installerVariables } from './scrubbed-variables.ts';

export type Installer =
  /** `python` null: uv finds or fetches one. */
  | { readonly kind: 'uv'; readonly uv: string; readonly python: Python | null }
  | { readonly kind: 'pip'; readonly python: Python };

export interface InstallerSearch {
  readonly installer: Installer | null;
  /** Why there is none, for `ensure()` to throw. */
  readonly failure: ShareError | null;
  /** What was looked at and why it will not do, for `doctor`. */
  readonly tried: readonly Tried[];
}

/**
 * A Python that the owner chose by `ANNOTATE_SHARE_PYTHON` brings its own pip, unless uv was chosen too.
 *
 * @param bundled the folder where an installer of ours puts uv; it need not exist
 */
export async function findInstaller(variables: NodeJS.ProcessEnv, bundled: string): Promise<InstallerSearch> {
  const uv = await findUv(variables, bundled);
  try {
    const { python, tried } = await findPython(variables);
    const all = [...uv.tried, ...tried];
    const ownPip = variables['ANNOTATE_SHARE_PYTHON'] && !variables['ANNOTATE_SHARE_UV'] && python?.makesEnvironments;
    if (uv.path !== null && !ownPip) {
      return { installer: { kind: 'uv', uv: uv.path, python }, failure: null, tried: all };
    }
    if (python === null) {
      const detail = all.map(({ command, reason }) => `${command}: ${reason}`).join('\n');
      return {
        installer: null,
        failure: new ShareError('python-missing', {}, detail === '' ? {} : { detail }),
        tried: all,
      };
    }
    if (!python.makesEnvironments) {
      const failure = new ShareError('python-without-venv', { python: python.path, minor: python.minor });
      return { installer: null, failure, tried: all };
    }
    return { installer: { kind: 'pip', python }, failure: null, tried: all };
  } catch (error) {
    if (error instanceof ShareError) return { installer: null, failure: error, tried: uv.tried };
    throw error;
  }
}

async function findUv(
  variables: NodeJS.ProcessEnv,
  bundled: string,
): Promise<{ readonly path: string | null; readonly tried: readonly Tried[] }> {
  const name = process.platform === 'win32' ? 'uv.exe' : 'uv';
  const chosen = variables['ANNOTATE_SHARE_UV'];
  const places = [...(chosen ? [chosen] : []), join(bundled, name), ...(await onPath([name], variables))];
  const tried: Tried[] = [];
  for (const path of places) {
    const result = await execa(path, ['--version'], {
      env: installerVariables(variables),
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
      timeout: 15_000,
      windowsHide: true,
    });
    if (!result.failed && /^uv \d/.test(result.stdout)) return { path, tried };
    if (result.code !== 'ENOENT' || path === chosen)
      tried.push({ command: path, reason: result.shortMessage ?? 'it did not answer as uv does' });
  }
  return { path: null, tried };
}
