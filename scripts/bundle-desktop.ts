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
  // What is imported only when it is needed stays in files of its own: most runs never read them.
  splitting: true,
  outExtension: { '.js': '.mjs' },
  // Node keeps the text of what it runs for as long as it runs: without the packages' comments it is half as much. Lines stay short and
  // names as they are: a stack has to be read.
  minifyWhitespace: true,
  lineLimit: 160,
} satisfies BuildOptions;

const threads = ['main/access/htpasswd-worker.ts', 'main/proxy/answers/packing-worker.ts'];

/** Made beside and moved into place: an app that starts meanwhile never finds half of it. */
export async function buildDesktop(): Promise<void> {
  const beside = source(`dist/.desktop-${process.pid}`);
  const bundle = (from: string, to: string) =>
    build({ ...forElectron, entryPoints: [source(from)], outfile: join(beside, to) });
  // A thread's program is a file of its own, looked for beside whatever starts it.
  const program = (folder: string, name: string, from: string) =>
    build({
      ...forService,
      entryPoints: {
        [name]: source(from),
        ...Object.fromEntries(threads.map((path) => [basename(path, '.ts'), source(path)])),
      },
      outdir: join(beside, folder),
    });
  try {
    await mkdir(beside, { recursive: true });
    await Promise.all([
      bundle('main/desktop/main.ts', 'desktop/main.cjs'),
      bundle('preload/preload.ts', 'desktop/preload.cjs'),
      program('service', 'service-process', 'main/service-process.ts'),
      program('cli', 'annotate-share', 'main/cli/main.ts'),
    ]);
    for (const folder of ['desktop', 'service', 'cli']) {
      await rm(source(`dist/${folder}`), { recursive: true, force: true });
      await rename(join(beside, folder), source(`dist/${folder}`));
    }
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}
