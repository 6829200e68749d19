/** Which dataset a command line names: the file that was opened with the app, or dropped on its icon. Pure. */
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAppLink } from './app-link.ts';
import { parseAddress } from './web-address.ts';

/**
 * The last argument that is an .h5ad file; null when there is none. Switches are Chromium's and Electron's, and a relative path
 * is meant from the folder in which the command was given. File managers on Linux name files by `file://` addresses.
 */
export function datasetArgument(argv: readonly string[], folder: string): string | null {
  const named = argv
    .filter((argument) => !argument.startsWith('-') && !isAppLink(argument))
    .map(pathOf)
    .filter((path) => path !== null && /\.h5ad$/i.test(path))
    .at(-1);
  if (named === undefined || named === null) return null;
  return isAbsolute(named) ? named : resolve(folder, named);
}

/** Null for an address of another kind, or of another computer. */
function pathOf(argument: string): string | null {
  if (!/^[a-z][a-z+.-]+:\/\//i.test(argument)) return argument;
  const url = parseAddress(argument);
  if (url?.protocol !== 'file:' || url.host !== '') return null;
  try {
    return fileURLToPath(url);
  } catch {
    return null;
  }
}
