/** Which Electron goes into the package: the one that is named, else electron-builder's own download of the version in package.json. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ElectronAtHand {
  readonly electronDist: string;
  readonly electronVersion: string;
}

/** By `ELECTRON_OVERRIDE_DIST_PATH`, as for `npm start`; a release never has it. */
export function electronAtHand(variables: NodeJS.ProcessEnv): ElectronAtHand | null {
  const folder = variables['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!folder) return null;
  return {
    electronDist: folder,
    electronVersion: readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, ''),
  };
}
