/** Makes sure of an Electron for the desktop tests: the folder named, else the electron package's own download. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, run } from './command.ts';
import type { Had } from './had.ts';
import { desktopPackages, installPackages } from './system-packages.ts';

const packageFolder = join(import.meta.dirname, '../../node_modules/electron');

/** The first Electron whose own Node runs the service. */
const firstWithOurNode = 45;

/** Variables under which the desktop tests and the app find it. */
export type ElectronVariables = Readonly<Record<string, string>>;

export async function ensureElectron(): Promise<Had<ElectronVariables>> {
  const named = process.env['ELECTRON_OVERRIDE_DIST_PATH'] || null;
  if (named === null) await download();
  const folder = named ?? join(packageFolder, 'dist');
  const program = programIn(folder);
  if (!existsSync(program)) {
    return {
      missing:
        named === null
          ? 'no Electron: its download failed. Set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds one'
          : `ELECTRON_OVERRIDE_DIST_PATH is ${named}, which holds no ${program}`,
    };
  }
  if (process.platform === 'linux') await installPackages(desktopPackages);
  const problem = await startProblem(program);
  if (problem !== null) return { missing: `Electron in ${folder} does not start: ${problem}` };
  return { value: variablesFor(named, readVersion(folder), process.execPath) };
}

/**
 * An older Electron carries an older Node, which cannot run the service: it is then run by the Node of these tests.
 *
 * @param version - as in Electron's file `version`, with or without a leading v
 */
export function variablesFor(named: string | null, version: string, node: string): ElectronVariables {
  const major = Number.parseInt(version.replace(/^v/, ''), 10);
  return {
    ...(named === null ? {} : { ELECTRON_OVERRIDE_DIST_PATH: named }),
    ...(major < firstWithOurNode ? { ANNOTATE_SHARE_NODE: node } : {}),
  };
}

async function download(): Promise<void> {
  // Ends at once when it is there already.
  await run({ argv: [process.execPath, join(packageFolder, 'install.js')], seconds: 300 });
}

function programIn(folder: string): string {
  switch (process.platform) {
    case 'darwin':
      return join(folder, 'Electron.app/Contents/MacOS/Electron');
    case 'win32':
      return join(folder, 'electron.exe');
    default:
      return join(folder, 'electron');
  }
}

function readVersion(folder: string): string {
  return readFileSync(join(folder, 'version'), 'utf8').trim();
}

/** Run as plain Node it needs no display and no sandbox, but every library it is linked to. */
async function startProblem(program: string): Promise<string | null> {
  const { exitCode, output } = await capture({
    argv: [program, '-e', '0'],
    variables: { ELECTRON_RUN_AS_NODE: '1' },
    seconds: 60,
  });
  return exitCode === 0 ? null : (output.trim().split('\n').at(-1) ?? '') || `exit code ${exitCode ?? 'none'}`;
}
