/**
 * The folder of one environment: `<key>/<build>/` holds Python and its packages, `<key>/complete.json` says which build is finished.
 *
 * A virtual environment cannot be moved, so it is built where it stays; the marker is what makes it count. It is written last and
 * in one go, so that whatever a crash or a full disk leaves behind is never taken for an environment.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { PythonMinor } from './find-python.ts';

/** Raise this when an environment made before must not be used any more though its lock file is the same. */
const GENERATION = 1;

const completeSchema = z.object({
  build: z.string().regex(/^build-[0-9a-f-]{36}$/),
  /** The interpreter behind the environment's own: when it has been upgraded or removed, the environment is of no use. */
  interpreter: z.string(),
  /** Packages installed: fewer than that, and somebody has been clearing up. */
  packages: z.int().positive(),
  installer: z.string(),
  versions: z.record(z.string(), z.string()),
});
export type Complete = z.infer<typeof completeSchema>;

export type FolderState =
  | { readonly name: 'ready'; readonly python: string; readonly complete: Complete }
  | { readonly name: 'missing' }
  | { readonly name: 'incomplete' };

/** What an environment depends on: change any of these and it is another one. */
export function environmentKey(
  lock: string,
  minor: PythonMinor,
  platform = process.platform,
  arch = process.arch,
): string {
  // A checkout on Windows may have other line ends.
  const content = lock.replaceAll('\r\n', '\n');
  const hash = createHash('sha256').update(JSON.stringify([GENERATION, platform, arch, minor, content]));
  return `python${minor}-${hash.digest('hex').slice(0, 16)}`;
}

export class EnvironmentFolder {
  readonly path: string;
  readonly #minor: PythonMinor;

  constructor(root: string, key: string, minor: PythonMinor) {
    this.path = join(root, key);
    this.#minor = minor;
  }

  /** Cheap: looks at a handful of names and starts nothing. */
  async state(): Promise<FolderState> {
    const complete = await this.#readMarker();
    if (complete === null) return (await this.#names()).length > 0 ? { name: 'incomplete' } : { name: 'missing' };
    const build = join(this.path, complete.build);
    const python = pythonIn(build);
    const [interpreter, packages] = await Promise.all([
      realpath(python).catch(() => null),
      countPackages(build, this.#minor),
    ]);
    if (interpreter !== complete.interpreter || packages < complete.packages) return { name: 'incomplete' };
    return { name: 'ready', python, complete };
  }

  /** A new place to build in, with a name of its own: a process that should have ended long ago cannot write into it. */
  async begin(): Promise<string> {
    await this.clear();
    const build = join(this.path, `build-${randomUUID()}`);
    await mkdir(build, { recursive: true });
    return build;
  }

  async finish(build: string, facts: Pick<Complete, 'installer' | 'versions'>): Promise<void> {
    const complete: Complete = {
      ...facts,
      build: build.slice(this.path.length + 1),
      interpreter: await realpath(pythonIn(build)),
      packages: await countPackages(build, this.#minor),
    };
    const beside = `${this.#marker}.new`;
    const file = await open(beside, 'w');
    try {
      await file.writeFile(JSON.stringify(completeSchema.parse(complete), null, 2));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, this.#marker);
  }

  /** The marker goes first: what is half deleted is not an environment either. */
  async clear(): Promise<void> {
    await rm(this.#marker, { force: true });
    await rm(this.path, { recursive: true, force: true, maxRetries: 3 });
  }

  get #marker(): string {
    return join(this.path, 'complete.json');
  }

  async #readMarker(): Promise<Complete | null> {
    try {
      return completeSchema.parse(JSON.parse(await readFile(this.#marker, 'utf8')));
    } catch {
      return null;
    }
  }

  async #names(): Promise<string[]> {
    return readdir(this.path).catch(() => []);
  }
}

export function pythonIn(build: string): string {
  return process.platform === 'win32' ? join(build, 'Scripts', 'python.exe') : join(build, 'bin', 'python');
}

export async function countPackages(build: string, minor: PythonMinor): Promise<number> {
  const packages =
    process.platform === 'win32'
      ? join(build, 'Lib', 'site-packages')
      : join(build, 'lib', `python${minor}`, 'site-packages');
  const names = await readdir(packages).catch(() => []);
  return names.filter((name) => name.endsWith('.dist-info')).length;
}
