/** A package index on loopback with a few tiny packages, and a lock file over them. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { anyPython } from './processes.ts';

const makeWheels = fileURLToPath(new URL('make_wheels.py', import.meta.url));

/** More than are fetched at once. */
const names = ['alder', 'birch', 'cedar', 'elm', 'fir', 'hazel', 'larch', 'maple'] as const;

export interface PackageIndex {
  readonly url: string;
  readonly lock: string;
  /** Names of the packages fetched so far, each time anew. */
  readonly fetched: string[];
  /** While this is set, files of that package are refused as a broken server would. */
  broken: string | null;
  /** While this is set, nothing comes for files of that package; called when one is asked for. */
  stalled: { readonly name: string; readonly onAsked: () => void } | null;
  close(): Promise<void>;
}

export async function startPackageIndex(): Promise<PackageIndex> {
  const folder = await mkdtemp(join(tmpdir(), 'annotate-share-index-'));
  await promisify(execFile)(await anyPython(), [makeWheels, folder, ...names]);
  const wheels = new Map<string, Buffer>();
  for (const name of names) wheels.set(name, await readFile(join(folder, `${name}-1.0-py3-none-any.whl`)));
  await rm(folder, { recursive: true });

  const server = createServer((request, response) => {
    const [, kind, name = ''] = (request.url ?? '').split('/');
    const wheel = wheels.get(name);
    if (wheel === undefined) response.writeHead(404).end();
    else if (kind === 'simple') {
      const file = `${name}-1.0-py3-none-any.whl`;
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end(`<!DOCTYPE html><html><body><a href="/files/${name}/${file}">${file}</a></body></html>`);
    } else if (name === index.broken) response.writeHead(503).end();
    else if (name === index.stalled?.name) index.stalled.onAsked();
    else {
      index.fetched.push(name);
      // As some mirrors do: what pip keeps must not depend on its HTTP cache.
      response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Cache-Control': 'no-store' }).end(wheel);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the index has no port');

  const sha256 = (wheel: Buffer) => createHash('sha256').update(wheel).digest('hex');
  const index: PackageIndex = {
    url: `http://127.0.0.1:${address.port}/simple`,
    lock: [...wheels].map(([name, wheel]) => `${name}==1.0 \\\n    --hash=sha256:${sha256(wheel)}\n`).join(''),
    fetched: [],
    broken: null,
    stalled: null,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return index;
}
