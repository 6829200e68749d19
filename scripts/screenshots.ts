/** `npm run screenshots`: remakes the pictures of the docs, the page that lists them and the recording, and packs them small. */
import { join } from 'node:path';
import { packPictures } from './docs/pack-pictures.ts';
import { run, signalRunning } from './testing/command.ts';
import { isMissing } from './testing/had.ts';
import { Needs } from './testing/needs.ts';

const project = join(import.meta.dirname, '..');
const playwright = join(project, 'node_modules/@playwright/test/cli.js');

process.chdir(project);
const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopped.abort();
    signalRunning(signal);
  });
}

const needs = new Needs(stopped.signal);
try {
  const had = await needs.all(['build', 'browser', 'annotate']);
  if (isMissing(had)) throw new Error(had.missing);
  const remake = async (names: readonly string[], folder: string): Promise<void> => {
    const argv = [playwright, 'test', ...names, `--project=${folder}`, '--update-snapshots=changed'];
    const { exitCode } = await run({ argv: [process.execPath, ...argv], variables: had.value, seconds: 600 });
    if (exitCode !== 0) process.exitCode = 1;
  };
  await remake(['every-view', 'screenshots'], 'renderer');
  await remake(['recording'], 'annotate');
} finally {
  await needs.close();
}
console.log(`${await packPictures(join(project, 'docs/images'))} pictures packed`);
