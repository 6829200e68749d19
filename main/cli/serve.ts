/** `annotate-share serve`: the service with its web page, for a machine without a display. */
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ShareError } from '../../contract/errors.ts';
import { ControlClient } from '../control/client.ts';
import { serviceOptions, type ListeningOptions } from './listening-options.ts';
import { certificateLines } from './certificate-line.ts';
import { openInBrowser } from './open-in-browser.ts';
import { remark, say, sayJson } from './output.ts';
import { untilAskedToStop } from './until-asked-to-stop.ts';

export interface ServeOptions extends ListeningOptions {
  readonly groupsFromFolders?: boolean;
}

/** @param named a folder, or the address of one dataset */
export async function runServe(named: string | undefined, options: ServeOptions): Promise<void> {
  const json = options.json ?? false;
  const address = named?.includes('://') === true ? named : null;
  const folder = address === null ? named : undefined;
  const datasets = folder === undefined ? [] : await datasetsIn(resolve(folder));
  const serviceWish = await serviceOptions(options);
  // Large: what was asked for wrongly is told before it is read.
  const { startService } = await import('../service.ts');
  const service = await startService({
    ...serviceWish,
    library: libraryOf(folder, options),
    remembersNetwork: true,
  });
  try {
    const client = new ControlClient(service.control);
    // Where people have accounts, a dataset is opened when one of them asks for it.
    const { accounts, url: gallery } = await client.groups();
    const onDemand = accounts.length > 0;
    const opened = address === null ? (onDemand ? [] : datasets) : [address];
    for (const dataset of opened) await client.start({ dataset });
    const page = `${service.control.url}/#token=${service.control.token}`;
    if (json) sayJson({ event: 'serving', control: service.control, pid: process.pid });
    else {
      say('\n  Annotate Share is running on this computer.\n');
      say(`  Page      ${page}`);
      if (onDemand) say(`  Gallery   ${gallery ?? ''}`);
      else say(`  Datasets  ${opened.length === 0 ? 'none yet; share one on the page' : opened.length}`);
      for (const line of certificateLines(await client.network())) say(line);
      say(
        '\n  The page is for you alone. From another computer, reach it by an SSH tunnel. Ctrl+C stops everything.\n',
      );
    }
    if (options.open === true) await openInBrowser(page);
    await untilAskedToStop();
  } finally {
    if (!json) remark('Stopping…');
    await service.stop();
  }
  process.exit();
}

function libraryOf(folder: string | undefined, { groupsFromFolders = false }: ServeOptions) {
  if (folder !== undefined) return { path: resolve(folder), foldersAreGroups: groupsFromFolders };
  if (groupsFromFolders) throw new ShareError('usage', { reason: '--groups-from-folders needs a folder to serve.' });
  return undefined;
}

async function datasetsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new ShareError('dataset-not-found', { path: folder }, { cause: error });
  });
  return entries
    .filter((entry) => !entry.isDirectory() && entry.name.toLowerCase().endsWith('.h5ad'))
    .map((entry) => join(folder, entry.name))
    .sort();
}
