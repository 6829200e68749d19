/** `npm run package`: the installers of this system in release/, or with --dir the unpacked app alone. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build, Arch, Platform, type AfterPackContext, type CliOptions } from 'electron-builder';
import { electronAtHand } from './packaging/electron-at-hand.ts';
import { fetchUv } from './packaging/fetch-uv.ts';
import { uvPlacesFor } from './packaging/uv-wheels.ts';

const project = resolve(import.meta.dirname, '..');

const { values } = parseArgs({
  options: {
    dir: { type: 'boolean', default: false },
    /** Any Python with pip. */
    python: { type: 'string' },
    /** `owner/repository`: uploads a draft there, and the app looks there for newer ones. */
    publish: { type: 'string' },
    output: { type: 'string', default: 'release' },
  },
});

if (!existsSync(join(project, 'dist/desktop/main.cjs')) || !existsSync(join(project, 'dist/renderer/index.html'))) {
  process.stderr.write('Nothing is built yet: npm run build\n');
  process.exit(2);
}
for (const place of uvPlacesFor(process.platform, process.arch)) {
  process.stderr.write(`uv for ${place}\n`);
  await fetchUv(place, join(project, 'dist', 'uv'), values.python ?? null);
}
await build({
  projectDir: project,
  targets: targets(),
  publish: values.publish === undefined ? 'never' : 'always',
  config: {
    extends: 'electron-builder.yml',
    directories: { output: values.output },
    publish: feedOf(values.publish),
    extraMetadata: { homepage: homepageOf(values.publish) },
    afterPack: removeDefaultApp,
    ...electronAtHand(process.env),
  },
});

function targets(): NonNullable<CliOptions['targets']> {
  const names = values.dir ? ['dir'] : [];
  const own = process.arch === 'arm64' ? Arch.arm64 : Arch.x64;
  return Platform.current().createTarget(names, process.platform === 'darwin' && !values.dir ? Arch.universal : own);
}

/** Null leaves out `app-update.yml`, and without it the app calls nobody. */
function feedOf(repository: string | undefined) {
  if (repository === undefined) return null;
  const [owner = '', repo = ''] = repository.split('/');
  return { provider: 'github' as const, owner, repo, releaseType: 'draft' as const };
}

/** A .deb has to name one. What somebody builds for themselves has none, and says so. */
function homepageOf(repository: string | undefined): string {
  return repository === undefined ? 'https://annotate-share.invalid/' : `https://github.com/${repository}`;
}

/** Electron's own demonstration: an app that nobody asked for, beside ours. */
async function removeDefaultApp({ appOutDir, packager, electronPlatformName }: AfterPackContext): Promise<void> {
  const inside =
    electronPlatformName === 'darwin' ? `${packager.appInfo.productFilename}.app/Contents/Resources` : 'resources';
  await rm(join(appOutDir, inside, 'default_app.asar'), { force: true });
}
