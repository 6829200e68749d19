/** Which dataset a command line names: the file that was opened with the app, or dropped on its icon. Pure. */
import { isAbsolute, resolve } from 'node:path';

/**
 * The last argument that is an .h5ad file; null when there is none. Switches are Chromium's and Electron's, and a relative path
 * is meant from the folder in which the command was given.
 */
export function datasetArgument(argv: readonly string[], folder: string): string | null {
  const named = argv.filter((argument) => !argument.startsWith('-') && /\.h5ad$/i.test(argument)).at(-1);
  if (named === undefined) return null;
  return isAbsolute(named) ? named : resolve(folder, named);
}
