/** Looks for a Python that Annotate runs on. Each one found is run: a version manager's `python3.12` may exist and answer nothing. */
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { ShareError } from '../../contract/errors.ts';
import { installerVariables } from './scrubbed-variables.ts';

/** Best first. Annotate's pinned numpy has wheels for no newer Python, and anndata reads today's files on no older one. */
export const pythonMinors = ['3.12', '3.11'] as const;
export type PythonMinor = (typeof pythonMinors)[number];

export interface Python {
  readonly path: string;
  readonly version: string;
  readonly minor: PythonMinor;
  /** False where Debian's python3-venv is missing; uv does without it. */
  readonly makesEnvironments: boolean;
}

export interface Tried {
  readonly command: string;
  readonly reason: string;
}

export interface PythonSearch {
  /** The first that can do everything, else the first that only lacks venv. */
  readonly python: Python | null;
  readonly tried: readonly Tried[];
}

const PROBE_MS = 15_000;

const probe = `
import importlib.util, json, platform, sys
print(json.dumps({
    'path': sys.executable,
    'version': platform.python_version(),
    'implementation': sys.implementation.name,
    'wide': sys.maxsize > 2 ** 32,
    'venv': all(importlib.util.find_spec(name) for name in ('venv', 'ensurepip')),
}))
`;

const answerSchema = z.object({
  path: z.string().min(1),
  version: z.string(),
  implementation: z.string(),
  wide: z.boolean(),
  venv: z.boolean(),
});

/**
 * `ANNOTATE_SHARE_PYTHON` is the owner's own choice: then nothing else is looked at.
 *
 * @throws ShareError `python-unusable` when that choice does not do
 */
export async function findPython(variables: NodeJS.ProcessEnv): Promise<PythonSearch> {
  const chosen = variables['ANNOTATE_SHARE_PYTHON'];
  if (chosen) {
    const answer = await tryPython([chosen], variables);
    if ('reason' in answer) {
      throw new ShareError('python-unusable', { python: chosen, reason: answer.reason });
    }
    return { python: answer, tried: [] };
  }
  const tried: Tried[] = [];
  let without: Python | null = null;
  for (const command of await candidates(variables)) {
    const answer = await tryPython(command, variables);
    if ('reason' in answer) tried.push(answer);
    else if (answer.makesEnvironments) return { python: answer, tried };
    else {
      without ??= answer;
      tried.push({ command: answer.path, reason: 'its venv module is not installed' });
    }
  }
  return { python: without, tried };
}

async function tryPython(command: readonly string[], variables: NodeJS.ProcessEnv): Promise<Python | Tried> {
  const [file = '', ...args] = command;
  const no = (reason: string): Tried => ({ command: command.join(' '), reason });
  const result = await execa(file, [...args, '-I', '-c', probe], {
    env: installerVariables(variables),
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    timeout: PROBE_MS,
    windowsHide: true,
  });
  if (result.failed) return no(firstLine(result.stderr) || (result.shortMessage ?? 'it failed'));
  const answer = answerSchema.safeParse(parseJson(result.stdout));
  if (!answer.success) return no('it did not answer as Python does');
  const { path, version, implementation, wide, venv } = answer.data;
  const minor = pythonMinors.find((wanted) => version.startsWith(`${wanted}.`));
  if (minor === undefined) return no(`it is Python ${version}`);
  if (implementation !== 'cpython') return no(`it is ${implementation}, not CPython`);
  if (!wide) return no('it is a 32-bit Python');
  return { path, version, minor, makesEnvironments: venv };
}

async function candidates(variables: NodeJS.ProcessEnv): Promise<readonly (readonly string[])[]> {
  if (process.platform === 'win32') {
    const launcher = pythonMinors.map((minor) => ['py', `-${minor}`]);
    return [...launcher, ...(await onPath(['python.exe', 'python3.exe'], variables)).map((path) => [path])];
  }
  const names = [...pythonMinors.map((minor) => `python${minor}`), 'python3', 'python'];
  return (await onPath(names, variables)).map((path) => [path]);
}

/** Every program of these names, in the order of the names, then of the folders. */
export async function onPath(names: readonly string[], variables: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const path = Object.entries(variables).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
  const folders = [...path.split(delimiter), ...placesOffThePath].filter((folder) => folder !== '');
  const found: string[] = [];
  for (const name of names) {
    for (const folder of new Set(folders)) {
      const file = join(folder, name);
      if (stubs.has(file)) continue;
      if (await isProgram(file)) found.push(file);
    }
  }
  return found;
}

/** A macOS app started from the Finder gets a PATH without any of these. */
const placesOffThePath =
  process.platform === 'darwin'
    ? [
        '/opt/homebrew/bin',
        '/usr/local/bin',
        ...pythonMinors.map((minor) => `/Library/Frameworks/Python.framework/Versions/${minor}/bin`),
      ]
    : [];

/** Running Apple's own python3 opens a dialog that offers a large download, and it is too old in any case. */
const stubs = new Set(process.platform === 'darwin' ? ['/usr/bin/python3'] : []);

async function isProgram(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0]?.trim() ?? '';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
