/** The managed environment: a Python of our own with exactly the packages that Annotate was tested with, made on first use. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { ShareError } from '../../contract/errors.ts';
import { diagnoseInstall } from './diagnose-install.ts';
import { EnvironmentFolder, environmentKey, pythonIn } from './environment-folder.ts';
import { withLock } from './environment-lock.ts';
import { findInstaller, type Installer } from './find-installer.ts';
import { pythonMinors, type PythonMinor, type Tried } from './find-python.ts';
import { checkSpace, DOWNLOADS_BYTES, ENVIRONMENT_BYTES, freeBytes, noSpace } from './free-space.ts';
import { install, InstallStepError, minorOf } from './install.ts';
import { beginInstall, describeInstall, type EnvironmentProgress, type InstallProgress } from './install-progress.ts';
import { readVersions, runSelfTest } from './self-test.ts';
import { SharedWork } from './shared-work.ts';

export type { EnvironmentProgress } from './install-progress.ts';

export interface ReadyEnvironment {
  readonly python: string;
  readonly root: string;
}

export interface EnvironmentOptions {
  /** Where environments lie, one folder for each key. May be shared and read-only once they are made. */
  readonly root: string;
  /** The `annotate-host` folder: lock file and host program. */
  readonly resources: string;
  /** What is fetched lies here until the environment is complete. */
  readonly cache: string;
  readonly log: Logger;
  readonly variables?: NodeJS.ProcessEnv;
  /** Another lock file of that folder, what it is for, and the flag under which the host program proves it; Annotate's own when left out. */
  readonly other?: { readonly name: string; readonly lockFile: string; readonly selfTest: string };
  /** Bytes that must be free; as measured when left out. */
  readonly space?: { readonly environment: number; readonly downloads: number };
}

export interface Inspection {
  readonly state: 'ready' | 'missing' | 'incomplete';
  /** The environment's own Python, else the one that would make it; null when there is none. */
  readonly python: string | null;
  readonly installer: string | null;
  readonly root: string;
  readonly versions: Readonly<Record<string, string>>;
  /** Programs that were looked at and will not do, each with the reason. */
  readonly tried: readonly Tried[];
  /** Why `ensure()` would fail right away, if it would. */
  readonly obstacle: ShareError | null;
}

interface Place {
  readonly key: string;
  readonly minor: PythonMinor;
  readonly folder: EnvironmentFolder;
  /** What is fetched for it. */
  readonly downloads: string;
}

export class ManagedEnvironment {
  readonly #options: EnvironmentOptions;
  readonly #variables: NodeJS.ProcessEnv;
  readonly #making = new SharedWork<ReadyEnvironment, EnvironmentProgress>((report, signal) =>
    this.#make(report, signal),
  );

  constructor(options: EnvironmentOptions) {
    this.#options = options;
    this.#variables = options.variables ?? process.env;
  }

  /**
   * Resolves at once when the environment is there; else makes it. Several may ask at the same time, in one process or in many:
   * it is made once.
   *
   * @throws ShareError `python-*` or `environment-*`; the signal's reason when aborted
   */
  async ensure(onProgress: (progress: EnvironmentProgress) => void, signal?: AbortSignal): Promise<ReadyEnvironment> {
    signal?.throwIfAborted();
    return (await this.find()) ?? (await this.#making.join(onProgress, signal));
  }

  /** For `doctor`: looks, and never installs. */
  async inspect(): Promise<Inspection> {
    const places = await this.#places();
    const states = await Promise.all(places.map(async (place) => ({ ...place, state: await place.folder.state() })));
    for (const { state, folder } of states) {
      if (state.name !== 'ready') continue;
      const { installer, versions } = state.complete;
      const { python } = state;
      return { state: 'ready', python, installer, versions, root: folder.path, tried: [], obstacle: null };
    }
    const { installer, failure, tried } = await this.#findInstaller();
    const begun = states.find(({ state }) => state.name === 'incomplete');
    return {
      state: begun === undefined ? 'missing' : 'incomplete',
      python: installer?.python?.path ?? null,
      installer: installer === null ? null : nameOf(installer),
      versions: {},
      root: begun?.folder.path ?? this.#options.root,
      tried,
      obstacle: failure,
    };
  }

  /** Removes it, so that `ensure()` makes it anew. */
  async remove(): Promise<void> {
    const places = await this.#places();
    for (const place of places) {
      if ((await place.folder.state()).name === 'missing') continue;
      await this.#locked(
        place,
        () => undefined,
        undefined,
        () => place.folder.clear(),
      );
    }
    for (const { downloads } of places) await rm(downloads, { recursive: true, force: true });
  }

  /** Looks for one that is ready, and never installs. */
  async find(): Promise<ReadyEnvironment | null> {
    for (const { folder } of await this.#places()) {
      const state = await folder.state();
      if (state.name === 'ready') return { python: state.python, root: folder.path };
    }
    return null;
  }

  async #make(report: (progress: EnvironmentProgress) => void, signal: AbortSignal): Promise<ReadyEnvironment> {
    const { installer, failure } = await this.#findInstaller();
    if (installer === null) throw failure ?? new ShareError('python-missing');
    const place = await this.#place(minorOf(installer));
    await this.#prepareFolders(place);
    const wait = () =>
      report({ done: null, detail: `Waiting for another Annotate Share that is setting up ${this.#name}` });
    return this.#locked(place, wait, signal, async () => {
      const ready = await this.find();
      return ready ?? (await this.#build(place, installer, report, signal));
    });
  }

  async #build(
    { folder, downloads }: Place,
    installer: Installer,
    report: (progress: EnvironmentProgress) => void,
    signal: AbortSignal,
  ): Promise<ReadyEnvironment> {
    const { resources, log, root } = this.#options;
    const space = this.#space;
    const build = await folder.begin();
    const onLine = (line: string) => log.debug({ environment: folder.path }, line);
    const onProgress = onlyForward(report);
    log.info({ build, installer: nameOf(installer) }, 'setting up the environment');
    try {
      await checkSpace([
        { folder: root, bytes: space.environment },
        { folder: downloads, bytes: space.downloads },
      ]);
      await install({
        installer,
        build,
        lockFile: this.#lockFile,
        downloads,
        pythons: join(root, 'python'),
        variables: this.#variables,
        onProgress: (progress) => onProgress(describeInstall(progress, this.#name)),
        onLine,
        signal,
      });
      const python = pythonIn(build);
      onProgress(describeInstall(checking, this.#name));
      const program = join(resources, 'annotate_host');
      const flag = this.#options.other?.selfTest;
      await runSelfTest({ python, program, folder: downloads, variables: this.#variables, onLine, signal, flag });
      const versions = await readVersions(python, downloads, this.#variables);
      await folder.finish(build, { installer: nameOf(installer), versions });
      await rm(downloads, { recursive: true, force: true });
      log.info({ build, versions }, 'the environment is ready');
      return { python, root: folder.path };
    } catch (error) {
      const failure = signal.aborted ? error : await this.#explain(error, downloads);
      await folder.clear();
      log.warn({ err: failure, build }, 'the environment could not be set up');
      throw failure;
    }
  }

  async #explain(error: unknown, downloads: string): Promise<unknown> {
    if (!(error instanceof InstallStepError)) return error;
    const free = Math.min(await freeBytes(this.#options.root), await freeBytes(downloads));
    const code = diagnoseInstall(error.output, free);
    const detail = `${error.message}\n${error.output}`;
    if (code !== 'environment-no-space') return new ShareError(code, {}, { detail });
    return noSpace(this.#options.root, free, this.#space.environment + this.#space.downloads, detail);
  }

  #findInstaller() {
    return findInstaller(this.#variables, join(this.#options.resources, '..', 'uv'));
  }

  #locked<Result>(place: Place, onWait: () => void, signal: AbortSignal | undefined, work: () => Promise<Result>) {
    return withLock(join(this.#options.root, `${place.key}.lock`), onWait, signal, work);
  }

  async #prepareFolders({ downloads }: Place): Promise<void> {
    for (const path of [this.#options.root, downloads]) {
      try {
        await mkdir(path, { recursive: true });
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new ShareError('home-unwritable', { path, reason }, { cause: error });
      }
    }
  }

  async #places(): Promise<readonly Place[]> {
    return Promise.all(pythonMinors.map((minor) => this.#place(minor)));
  }

  async #place(minor: PythonMinor): Promise<Place> {
    const key = environmentKey(await readFile(this.#lockFile, 'utf8'), minor);
    const { root, cache } = this.#options;
    const downloads = join(cache, 'environment-downloads', key);
    return { key, minor, downloads, folder: new EnvironmentFolder(root, key, minor) };
  }

  get #lockFile(): string {
    return join(this.#options.resources, this.#options.other?.lockFile ?? 'requirements.lock');
  }

  get #name(): string {
    return this.#options.other?.name ?? 'Annotate';
  }

  get #space() {
    return this.#options.space ?? { environment: ENVIRONMENT_BYTES, downloads: DOWNLOADS_BYTES };
  }
}

const checking: InstallProgress = { ...beginInstall(0), step: 'checking' };

/** uv and pip meet old acquaintances on a second attempt, and count them anew: a bar goes forward all the same. */
function onlyForward(report: (progress: EnvironmentProgress) => void) {
  let last: { readonly done: number; readonly detail: string } | undefined;
  return ({ done, detail }: { readonly done: number; readonly detail: string }) => {
    const furthest = Math.max(done, last?.done ?? 0);
    if (last?.done === furthest && last.detail === detail) return;
    last = { done: furthest, detail };
    report(last);
  };
}

function nameOf(installer: Installer): string {
  return installer.kind === 'uv' ? `uv (${installer.uv})` : `pip of Python ${installer.python.version}`;
}
