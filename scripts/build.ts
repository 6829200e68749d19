/** `npm run build`: the page and the desktop bundle; with --if-stale only what is older than its sources. Speaks on stderr only. */
import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { weigh } from './bundle-size.ts';
import { isStale } from './staleness.ts';

// Vite and the bundler are imported only where they build: most runs find everything fresh and should cost nothing.
const project = resolve(import.meta.dirname, '..');
const dist = join(project, 'dist');

interface Part {
  readonly name: 'renderer' | 'desktop';
  /** Files and folders that it is made from. */
  readonly sources: readonly string[];
  make(): Promise<void>;
}

const shared = ['contract', 'scripts/build.ts', 'package.json', 'package-lock.json'];
const parts: readonly Part[] = [
  { name: 'renderer', sources: ['renderer', ...shared], make: buildRenderer },
  { name: 'desktop', sources: ['main', 'preload', 'scripts/bundle-desktop.ts', ...shared], make: buildDesktopParts },
];

const { values } = parseArgs({
  options: { 'if-stale': { type: 'boolean', default: false }, only: { type: 'string' } },
});
const wanted = parts.filter(({ name }) => values.only === undefined || values.only === name);
if (wanted.length === 0) {
  process.stderr.write(`--only takes one of: ${parts.map(({ name }) => name).join(', ')}\n`);
  process.exit(2);
}
for (const part of wanted) {
  const stamp = join(dist, `.built-${part.name}`);
  const sources = part.sources.map((source) => join(project, source));
  if (values['if-stale'] && !(await isStale(sources, stamp))) continue;
  const start = new Date();
  process.stderr.write(`Building the ${part.name === 'renderer' ? 'page' : 'desktop app'}\n`);
  try {
    await part.make();
  } catch (error) {
    // The bundlers' messages name file and line; a stack through the bundler itself helps nobody.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
  await mkdir(dist, { recursive: true });
  await writeFile(stamp, '');
  // As old as the start: what was edited while it was being built is built again next time.
  await utimes(stamp, start, start);
}

/** Made beside and moved into place: a service that serves the page meanwhile never serves half of it. */
async function buildRenderer(): Promise<void> {
  const { build } = await import('vite');
  const beside = join(dist, `.renderer-${process.pid}`);
  const root = join(project, 'renderer');
  try {
    await build({
      root,
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: beside, emptyOutDir: true },
    });
    await weigh(beside);
    await rm(join(dist, 'renderer'), { recursive: true, force: true });
    await rename(beside, join(dist, 'renderer'));
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

async function buildDesktopParts(): Promise<void> {
  const { buildDesktop } = await import('./bundle-desktop.ts');
  await buildDesktop();
}
