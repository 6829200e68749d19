/** Makes a virtual environment from the lock file, with uv or with pip. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { countPackages, pythonIn } from './environment-folder.ts';
import type { Installer } from './find-installer.ts';
import { pythonMinors, type PythonMinor } from './find-python.ts';
import { beginInstall, heedLine, type InstallProgress } from './install-progress.ts';
import { inBatches, readRequirements, type Requirement } from './requirements.ts';
import { runCommand } from './run-command.ts';
import { installerVariables } from './scrubbed-variables.ts';

/** Published without wheels. Everything else must come as one: nobody's computer is asked to compile numpy. */
const sourceOnly = ['cellxgene', 'flask-server-timing'];
/** What those two are built with; fetched by hash like the rest, where a build of its own would fetch any version. */
const BUILD_TOOL = 'setuptools';

const LOOK_MS = 500;

export interface InstallRequest {
  readonly installer: Installer;
  readonly build: string;
  readonly lockFile: string;
  /** Ours to fill; what is in it from before is not fetched again. */
  readonly downloads: string;
  /** Where uv puts a Python that it brings. */
  readonly pythons: string;
  readonly variables: NodeJS.ProcessEnv;
  readonly onProgress: (progress: InstallProgress) => void;
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal;
}

/** A step of the installation ended badly; `output` is what it printed last. */
export class InstallStepError extends Error {
  readonly output: string;

  constructor(step: string, output: string) {
    super(`${step} failed`);
    this.name = 'InstallStepError';
    this.output = output;
  }
}

/** The minor version that the environment will have: uv brings the newest that does, when there is none. */
export function minorOf({ python }: Installer): PythonMinor {
  return python?.minor ?? pythonMinors[0];
}

/** @throws InstallStepError; the signal's reason when aborted */
export async function install(request: InstallRequest): Promise<void> {
  await new Installation(request).run();
}

class Installation {
  readonly #request: InstallRequest;
  readonly #python: string;
  readonly #temporary: string;
  #progress: InstallProgress = beginInstall(0);

  constructor(request: InstallRequest) {
    this.#request = request;
    this.#python = pythonIn(request.build);
    this.#temporary = join(request.downloads, 'temporary');
  }

  async run(): Promise<void> {
    const { installer, lockFile } = this.#request;
    await mkdir(this.#temporary, { recursive: true });
    const requirements = readRequirements(await readFile(lockFile, 'utf8'));
    this.#report(beginInstall(requirements.length));
    if (installer.kind === 'uv') await this.#withUv(installer, requirements);
    else await this.#withPip(installer, requirements);
  }

  async #withUv(
    { uv, python }: Extract<Installer, { kind: 'uv' }>,
    requirements: readonly Requirement[],
  ): Promise<void> {
    const { build, downloads, lockFile } = this.#request;
    const cache = ['--cache-dir', join(downloads, 'uv')];
    const version = python?.path ?? pythonMinors[0];
    await this.#step('uv venv', python?.path ?? null, uv, [
      'venv',
      '--no-project',
      ...cache,
      '--python',
      version,
      build,
    ]);
    const pipInstall = [
      'pip',
      'install',
      ...cache,
      '--python',
      this.#python,
      '--no-build-isolation',
      '--require-hashes',
    ];
    const wheels = ['--only-binary', ':all:', ...sourceOnly.flatMap((name) => ['--no-binary', name])];
    const run = (file: string, heed: boolean) =>
      this.#step('uv pip install', this.#python, uv, [...pipInstall, ...wheels, '-r', file], heed);
    this.#report({ ...this.#progress, step: 'downloading' });
    const tool = await this.#toolFile(requirements);
    if (tool !== null) await run(tool, false);
    await this.#watchingFolder(() => run(lockFile, true));
  }

  async #withPip({ python }: Extract<Installer, { kind: 'pip' }>, requirements: readonly Requirement[]): Promise<void> {
    const { build, downloads, lockFile } = this.#request;
    await this.#step('python -m venv', python.path, python.path, ['-I', '-m', 'venv', build]);
    // No cache of pip's: what is fetched is kept in a folder here, also when the index forbids caching.
    const common = [
      '--no-input',
      '--no-cache-dir',
      '--disable-pip-version-check',
      '--progress-bar',
      'off',
      '--require-hashes',
    ];
    const wheels = ['--only-binary=:all:', `--no-binary=${sourceOnly.join(',')}`];
    const pip = (command: string, args: readonly string[], heed: boolean) =>
      this.#step(`pip ${command}`, python.path, this.#python, ['-I', '-m', 'pip', command, ...common, ...args], heed);
    this.#report({ ...this.#progress, step: 'downloading' });
    const tool = await this.#toolFile(requirements);
    if (tool !== null) await pip('install', ['--only-binary=:all:', '-r', tool], false);
    const fetched = join(downloads, 'packages');
    for (const batch of inBatches(requirements)) {
      const file = await this.#requirementsFile('batch', batch);
      await pip('download', ['--no-deps', '--no-build-isolation', ...wheels, '--dest', fetched, '-r', file], true);
    }
    this.#report({ ...this.#progress, step: 'installing' });
    // Compiling everything takes as long as installing it, and most of it is never used: the self-test compiles what is.
    const offline = ['--no-index', '--find-links', fetched, '--no-build-isolation', '--no-compile', '-r', lockFile];
    await this.#watchingFolder(() => pip('install', offline, false));
  }

  async #step(
    name: string,
    guardedBy: string | null,
    file: string,
    args: readonly string[],
    heed = false,
  ): Promise<void> {
    const { downloads, variables, pythons, onLine, signal } = this.#request;
    const outcome = await runCommand({
      file,
      args,
      guardedBy,
      signal,
      folder: downloads,
      variables: {
        UV_PYTHON_INSTALL_DIR: pythons,
        ...installerVariables(variables),
        // pip says why it could not reach the index only when it tries again.
        ...(variables['PIP_RETRIES'] === '0' ? { PIP_RETRIES: '1' } : {}),
        // On the disk whose free space was looked at: the system's own folder is often small.
        TMPDIR: this.#temporary,
        TMP: this.#temporary,
        TEMP: this.#temporary,
      },
      onLine: (line) => {
        onLine(line);
        if (heed) this.#report(heedLine(this.#progress, line));
      },
    });
    if (!outcome.ok) throw new InstallStepError(name, outcome.output);
  }

  /** Neither installer says how far it is while it unpacks, but the folder does. */
  async #watchingFolder(work: () => Promise<void>): Promise<void> {
    const { build, installer } = this.#request;
    const timer = setInterval(() => {
      void countPackages(build, minorOf(installer)).then((installed) => this.#report({ ...this.#progress, installed }));
    }, LOOK_MS);
    try {
      await work();
    } finally {
      clearInterval(timer);
    }
  }

  async #toolFile(requirements: readonly Requirement[]): Promise<string | null> {
    const tool = requirements.filter(({ name }) => name === BUILD_TOOL);
    return tool.length === 0 ? null : this.#requirementsFile('tool', tool);
  }

  async #requirementsFile(name: string, requirements: readonly Requirement[]): Promise<string> {
    const file = join(this.#temporary, `${name}.txt`);
    await writeFile(file, requirements.map(({ text }) => text).join(''));
    return file;
  }

  #report(progress: InstallProgress): void {
    if (progress === this.#progress) return;
    this.#progress = progress;
    this.#request.onProgress(progress);
  }
}
