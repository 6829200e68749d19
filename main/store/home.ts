/** Where everything of ours lies on disk: one folder, chosen once, with fixed names inside. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { ShareError } from '../../contract/errors.ts';

export interface Home {
  readonly root: string;
  readonly database: string;
  readonly environments: string;
  readonly annotations: string;
  readonly cache: string;
  /** Matrix stores: large, and made anew when they are gone. */
  readonly stores: string;
  /** Datasets from elsewhere: large, and fetched again when they are gone. */
  readonly downloads: string;
  /** Mended copies of datasets, each in a folder of its own with what was done to it. */
  readonly prepared: string;
  /** The certificate that was made here, its authority and their keys. */
  readonly certificates: string;
  /** Servers of ways out by ssh that the owner has confirmed. */
  readonly knownHosts: string;
  readonly logs: string;
  /** One file per running service, so that `list` and `stop` find it. */
  readonly run: string;
}

/**
 * The app-data folder: `--home`, else `ANNOTATE_SHARE_HOME`, else the platform's own place.
 * The Python environments may lie elsewhere (`ANNOTATE_SHARE_ENVIRONMENTS`): a lab's server can share one among its users.
 */
export function resolveHome(chosen: string | undefined, variables: NodeJS.ProcessEnv): Home {
  const root = resolve(chosen ?? (variables['ANNOTATE_SHARE_HOME'] || envPaths('annotate-share', { suffix: '' }).data));
  return {
    root,
    database: join(root, 'annotate-share.sqlite'),
    environments: resolve(variables['ANNOTATE_SHARE_ENVIRONMENTS'] || join(root, 'environments')),
    annotations: join(root, 'annotations'),
    cache: join(root, 'cache'),
    stores: join(root, 'cache', 'matrix-stores'),
    downloads: join(root, 'cache', 'downloads'),
    prepared: join(root, 'prepared'),
    certificates: join(root, 'certificates'),
    knownHosts: join(root, 'ssh', 'known_hosts'),
    logs: join(root, 'logs'),
    run: join(root, 'run'),
  };
}

/**
 * Makes the folders, readable by nobody else: annotations of unpublished data and the server key lie in them.
 *
 * @throws ShareError `home-unwritable`
 */
export function prepareHome(home: Home): void {
  try {
    for (const folder of [home.root, home.annotations, home.cache, home.logs, home.run]) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    }
  } catch (error) {
    throw new ShareError(
      'home-unwritable',
      { path: home.root, reason: error instanceof Error ? error.message : String(error) },
      { cause: error },
    );
  }
}
