/** The Python side of the tests: the app's own managed environment, pytest beside it, and the datasets that the tests open. */
import { copyFile, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pino, type Logger } from 'pino';
import { toFailure, type ErrorCode } from '../../contract/errors.ts';
import { ManagedEnvironment } from '../../main/annotate/environment.ts';
import { ExampleDataset } from '../../main/datasets/example.ts';
import { keyOf, madeOnce, testCache } from './cache.ts';
import { run, type Command } from './command.ts';
import type { Had } from './had.ts';

const project = resolve(import.meta.dirname, '../..');
const resources = join(project, 'resources', 'annotate-host');
const devLock = join(resources, 'requirements-dev.lock');
const makeDatasets = join(project, 'e2e', 'support', 'make_datasets.py');
const corpus = join(resources, 'tests', 'corpus');
const makers = [makeDatasets, ...['files.py', 'written.py', 'writers.py'].map((name) => join(corpus, name))];

const lacking: ReadonlySet<ErrorCode> = new Set(['python-missing', 'environment-no-network', 'environment-no-space']);

export interface PythonSide {
  readonly python: string;
  /** Tells the app and the tests where all this is. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Sets up Annotate exactly as the app does, only in a folder that outlives the run. */
export async function ensurePythonSide(stopped: AbortSignal): Promise<Had<PythonSide>> {
  const root = process.env['ANNOTATE_SHARE_ENVIRONMENTS'] || join(testCache(), 'environments');
  const cache = join(testCache(), 'downloads');
  const log = pino({ level: 'silent' });
  try {
    await mkdir(cache, { recursive: true });
    const environment = new ManagedEnvironment({ root, resources, cache, log });
    const { python } = await environment.ensure(({ detail }) => report(detail), stopped);
    const testData = await ensureTestData(python, cache, log, stopped);
    return {
      value: { python, variables: { ANNOTATE_SHARE_ENVIRONMENTS: root, ANNOTATE_SHARE_TEST_DATA: testData } },
    };
  } catch (error) {
    // What this machine lacks is a reason to skip; anything else is a defect of ours and fails the step.
    const { code, message } = toFailure(error);
    if (!lacking.has(code)) throw error;
    return { missing: `${message} (${code})` };
  }
}

/** pytest goes into a folder of its own: the managed environment stays what the app installs. */
export async function ensurePytest(python: string): Promise<string> {
  return madeOnce(join(testCache(), 'pytest', keyOf([devLock])), async (folder) => {
    const wanted = ['--target', folder, '--require-hashes', '-r', devLock];
    const tries = [
      [python, '-m', 'pip', 'install', '--quiet', ...wanted],
      ['uv', 'pip', 'install', '--quiet', '--python', python, ...wanted],
    ] as const;
    for (const argv of tries) if ((await run({ argv: [...argv], seconds: 300 })).exitCode === 0) return;
    throw new Error('pytest could not be installed, neither by pip nor by uv');
  });
}

export function pytestCommand(
  python: string,
  pytest: string,
  junit: string,
  extra: readonly string[],
): Pick<Command, 'argv' | 'variables'> {
  return {
    argv: [python, '-m', 'pytest', resources, '-p', 'no:cacheprovider', `--junitxml=${junit}`, ...extra],
    variables: { PYTHONPATH: pytest, PYTHONDONTWRITEBYTECODE: '1' },
  };
}

async function ensureTestData(python: string, cache: string, log: Logger, stopped: AbortSignal): Promise<string> {
  const example = await new ExampleDataset({ cache, resources, log }).fetch(python, report, stopped);
  return madeOnce(join(testCache(), 'data', keyOf([example, ...makers])), async (folder) => {
    await copyFile(example, join(folder, 'pbmc68k_reduced.h5ad'));
    const { exitCode } = await run({ argv: [python, '-I', makeDatasets, folder], seconds: 300 });
    if (exitCode !== 0) throw new Error('the datasets for the tests could not be made');
  });
}

let reported = '';
function report(detail: string): void {
  if (detail !== reported) console.error(`  ${detail}`);
  reported = detail;
}
