/** Where the shell finds what it was shipped with, and where it keeps what is its own. */
import { join } from 'node:path';
import { app } from 'electron';

export interface ShippedPaths {
  readonly preload: string;
  readonly service: string;
  readonly icons: string;
  /** A Node of our own, where the package brings one. */
  readonly node: string;
}

/** Before anything asks Electron for a folder: the single-instance lock, cookies and preferences all lie below `userData`. */
export function setupAppPaths(variables: NodeJS.ProcessEnv): void {
  const home = variables['ANNOTATE_SHARE_HOME'];
  app.setPath('userData', home ? join(home, 'desktop') : join(app.getPath('appData'), 'annotate-share', 'desktop'));
}

export function shippedPaths(): ShippedPaths {
  const root = app.getAppPath();
  return {
    preload: join(root, 'dist/desktop/preload.cjs'),
    // Plain Node cannot read inside the archive: the service and what it serves lie unpacked beside it.
    service: join(root.replace(/app\.asar$/, 'app.asar.unpacked'), 'dist/service/service-process.mjs'),
    icons: join(root, 'resources/icons'),
    node: join(process.resourcesPath, 'node', process.platform === 'win32' ? 'node.exe' : 'node'),
  };
}
