/**
 * The example dataset: 700 cells of real blood, as 10x Genomics published and scanpy reduced them. It ships inside scanpy's own
 * package, so it is had from the package index that the lab uses anyway, checked, and kept.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Logger } from 'pino';
import { ShareError } from '../../contract/errors.ts';

const SHA256 = 'e71d41e737c941559b7c57c9243bdb3d2c889c2adfdf00e3422ac6b46783676f';
const INSIDE = join('scanpy', 'datasets', '10x_pbmc68k_reduced.h5ad');
const DEADLINE_MS = 5 * 60_000;
const UNPACKING = 'unpacking-';

export interface ExampleOptions {
  readonly cache: string;
  /** Holds `example.lock`: which package, down to its checksum. */
  readonly resources: string;
  /** For an environment without pip, as uv makes them. */
  readonly uv?: string;
  readonly variables?: NodeJS.ProcessEnv;
  /** Of the file itself, whatever package it came in. */
  readonly sha256?: string;
  readonly log: Logger;
}

interface Download {
  readonly done: Promise<void>;
  readonly abort: AbortController;
  callers: number;
}

export class ExampleDataset {
  readonly #options: ExampleOptions;
  readonly #folder: string;
  readonly #path: string;
  readonly #sha256: string;
  #download: Download | null = null;

  constructor(options: ExampleOptions) {
    this.#options = options;
    this.#sha256 = options.sha256 ?? SHA256;
    this.#folder = join(options.cache, 'example');
    this.#path = join(this.#folder, 'pbmc68k_reduced.h5ad');
  }

  /**
   * At once where it was fetched before. Several callers share one download; it is given up when the last of them gives up.
   *
   * @throws ShareError `environment-no-network`, `example-unavailable`; the signal's reason when it was aborted
   */
  async fetch(python: string, onProgress: (detail: string) => void, signal?: AbortSignal): Promise<string> {
    signal?.throwIfAborted();
    if (await this.#isExample(this.#path)) return this.#path;
    onProgress('Downloading the example dataset, 2 MB');
    this.#download ??= this.#begin(python);
    const download = this.#download;
    download.callers++;
    try {
      await (signal === undefined ? download.done : Promise.race([download.done, aborted(signal)]));
    } finally {
      if (--download.callers === 0) await this.#end(download);
    }
    return this.#path;
  }

  #begin(python: string): Download {
    const abort = new AbortController();
    return { done: this.#fetchTo(this.#path, python, abort.signal), abort, callers: 0 };
  }

  /** Waits until nothing of it is left, also when it was given up. */
  async #end(download: Download): Promise<void> {
    if (this.#download === download) this.#download = null;
    download.abort.abort();
    await download.done.catch(() => undefined);
  }

  async #fetchTo(path: string, python: string, signal: AbortSignal): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await this.#sweep();
    const target = await mkdtemp(join(this.#folder, UNPACKING));
    try {
      await this.#install(python, target, signal);
      const file = join(target, INSIDE);
      if (!(await this.#isExample(file))) {
        throw new ShareError('example-unavailable', { reason: 'the package holds something else' });
      }
      await flush(file);
      await rename(file, path);
      this.#options.log.info({ path }, 'example dataset fetched');
    } finally {
      await rm(target, { recursive: true, force: true });
    }
  }

  /** What a killed process left behind; nothing that another one is at work on. */
  async #sweep(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name);
      const stats = name.startsWith(UNPACKING) ? await stat(path).catch(() => null) : null;
      if (stats !== null && Date.now() - stats.mtimeMs > 2 * DEADLINE_MS)
        await rm(path, { recursive: true, force: true });
    }
  }

  async #install(python: string, target: string, signal: AbortSignal): Promise<void> {
    const lock = join(this.#options.resources, 'example.lock');
    const what = ['--no-deps', '--require-hashes', '--only-binary', ':all:', '--target', target, '-r', lock];
    const byPip = await this.#run(
      python,
      ['-I', '-m', 'pip', 'install', '--no-input', '--no-compile', ...what],
      signal,
    );
    if (byPip.ok) return;
    if (!/No module named pip/.test(byPip.output)) throw notFetched(byPip.output);
    const uv = this.#options.uv ?? this.#variables()['ANNOTATE_SHARE_UV'] ?? 'uv';
    const byUv = await this.#run(uv, ['pip', 'install', '--python', python, ...what], signal);
    if (!byUv.ok) throw notFetched(byUv.output);
  }

  async #run(
    file: string,
    args: readonly string[],
    signal: AbortSignal,
  ): Promise<{ readonly ok: boolean; readonly output: string }> {
    const result = await execa(file, args, {
      // Not where the app was started: uv heeds the settings of a project it finds there.
      cwd: this.#folder,
      env: withoutPlaces(this.#variables()),
      extendEnv: false,
      stdin: 'ignore',
      all: true,
      reject: false,
      timeout: DEADLINE_MS,
      windowsHide: true,
      cancelSignal: signal,
    });
    signal.throwIfAborted();
    const output = result.exitCode === undefined ? `${result.all}\n${result.shortMessage}` : result.all;
    this.#options.log.debug({ file, output }, 'example dataset: installer ended');
    return { ok: !result.failed, output };
  }

  async #isExample(path: string): Promise<boolean> {
    const content = await readFile(path).catch(() => null);
    return content !== null && createHash('sha256').update(content).digest('hex') === this.#sha256;
  }

  #variables(): NodeJS.ProcessEnv {
    return this.#options.variables ?? process.env;
  }
}

/** The lab's index, proxy and certificates hold; its wishes where packages go do not. */
function withoutPlaces(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const places =
    /^(?:PYTHON.*|VIRTUAL_ENV|CONDA_PREFIX|(?:PIP|UV)_(?:TARGET|USER|PREFIX|ROOT|SYSTEM_PYTHON|REQUIRE_VIRTUALENV|NO_BINARY|DRY_RUN|REPORT|QUIET|CONSTRAINT))$/i;
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !places.test(name)));
}

const noNetwork =
  /No matching distribution|NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|Connection (?:refused|reset|aborted)|Network is unreachable|[Dd]ns error|error sending request|[Ff]ailed to (?:fetch|download)|offline|network was disabled|ProxyError|timed out/;

function notFetched(output: string): ShareError {
  const detail = output.slice(-4000);
  if (noNetwork.test(output)) return new ShareError('environment-no-network', {}, { detail });
  const reason = /No space left on device|ENOSPC/.test(output)
    ? 'the disk is full'
    : 'the package index did not give its package';
  return new ShareError('example-unavailable', { reason }, { detail });
}

/** Renamed without this, a power cut could leave the name with nothing in it. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  await handle.sync().finally(() => handle.close());
}

async function aborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  throw signal.reason;
}
