/** Makes the unpacked app for its tests, from the Electron at hand. */
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from './command.ts';
import type { Had } from './had.ts';

const project = resolve(import.meta.dirname, '../..');
const ownElectron = join(project, 'node_modules', 'electron', 'dist');

/** @param python the managed environment's, which may have pip */
export async function ensurePackage(python: string | null): Promise<Had<Readonly<Record<string, string>>>> {
  if (process.platform !== 'linux') return { missing: 'the packaged app is driven on Linux only' };
  const output = join(project, 'dist', 'packaged');
  rmSync(output, { recursive: true, force: true });
  const named = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const { exitCode } = await run({
    argv: [
      process.execPath,
      join(project, 'scripts/package.ts'),
      ...['--dir', '--output', output],
      ...(python === null ? [] : ['--python', python]),
    ],
    variables: named || !existsSync(ownElectron) ? {} : { ELECTRON_OVERRIDE_DIST_PATH: ownElectron },
    seconds: 300,
  });
  // A package that cannot be made is no lack of this machine: its tests fail too.
  if (exitCode !== 0) throw new Error('the package could not be made');
  return { value: { ANNOTATE_SHARE_PACKAGED: join(output, 'linux-unpacked') } };
}
