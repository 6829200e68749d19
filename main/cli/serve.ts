/** `annotate-share serve`: the service with its web page, for a machine without a display. */
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ShareError } from '../../contract/errors.ts';
import { ControlClient } from '../control/client.ts';
import { startService } from '../service.ts';
import { serviceOptions, type ListeningOptions } from './listening-options.ts';
import { certificateLines } from './certificate-line.ts';
import { openInBrowser } from './open-in-browser.ts';
import { remark, say, sayJson } from './output.ts';
import { untilAskedToStop } from './until-asked-to-stop.ts';

export async function runServe(folder: string | undefined, options: ListeningOptions): Promise<void> {
  const json = options.json ?? false;
  const datasets = folder === undefined ? [] : await datasetsIn(resolve(folder));
  const service = await startService(await serviceOptions(options));
  try {
    const client = new ControlClient(service.control);
    for (const dataset of datasets) await client.start({ dataset });
    const page = `${service.control.url}/#token=${service.control.token}`;
    if (json) sayJson({ event: 'serving', control: service.control, pid: process.pid });
    else {
      say('\n  Annotate Share is running on this computer.\n');
      say(`  Page      ${page}`);
      say(`  Datasets  ${datasets.length === 0 ? 'none yet; share one on the page' : datasets.length}`);
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

async function datasetsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new ShareError('dataset-not-found', { path: folder }, { cause: error });
  });
  return entries
    .filter((entry) => !entry.isDirectory() && entry.name.toLowerCase().endsWith('.h5ad'))
    .map((entry) => join(folder, entry.name))
    .sort();
}
