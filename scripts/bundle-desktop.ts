/** Bundles the programs: shell and preload for Electron, the service for the Node that runs it, and the command line. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { build, type BuildOptions } from 'esbuild';

const project = resolve(import.meta.dirname, '..');
const source = (path: string) => join(project, path);

const common = {
  bundle: true,
  platform: 'node',
  logLevel: 'warning',
  legalComments: 'linked',
} satisfies BuildOptions;

/** CommonJS and old syntax: what every Electron since 22 takes, and the only form a sandboxed preload can have. */
const forElectron = { ...common, format: 'cjs', target: 'node16', external: ['electron'] } satisfies BuildOptions;

/** Packages in CommonJS call `require`, which an ES module does not have. */
const withRequire = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

const forService = {
  ...common,
  format: 'esm',
  target: 'node24',
  banner: { js: withRequire },
} satisfies BuildOptions;

const threads = ['main/access/htpasswd-worker.ts', 'main/proxy/answers/packing-worker.ts'];

/** Made beside and moved into place: an app that starts meanwhile never finds half of it. */
export async function buildDesktop(): Promise<void> {
  const beside = source(`dist/.desktop-${process.pid}`);
  const bundle = (how: BuildOptions, from: string, to: string) =>
    build({ ...how, entryPoints: [source(from)], outfile: join(beside, to) });
  try {
    await mkdir(beside, { recursive: true });
    await Promise.all([
      bundle(forElectron, 'main/desktop/main.ts', 'desktop/main.cjs'),
      bundle(forElectron, 'preload/preload.ts', 'desktop/preload.cjs'),
      bundle(forService, 'main/service-process.ts', 'service/service-process.mjs'),
      bundle(forService, 'main/cli/main.ts', 'cli/annotate-share.mjs'),
      // A thread's program is a file of its own, looked for beside whatever starts it.
      ...['service', 'cli'].flatMap((program) =>
        threads.map((thread) => bundle(forService, thread, `${program}/${basename(thread, '.ts')}.mjs`)),
      ),
    ]);
    for (const folder of ['desktop', 'service', 'cli']) {
      await rm(source(`dist/${folder}`), { recursive: true, force: true });
      await rename(join(beside, folder), source(`dist/${folder}`));
    }
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}
