/** `npm start`: runs the desktop app from the checkout, in the Electron that is named or in the package's own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { variablesFor } from './testing/electron.ts';

const project = resolve(import.meta.dirname, '..');
const named = process.env['ELECTRON_OVERRIDE_DIST_PATH'] || null;

// Outside Electron the package is the path of the program; it downloads it the first time, unless another one is named.
const program = createRequire(import.meta.url)('electron') as string;
const variables =
  named === null ? {} : variablesFor(named, readFileSync(join(named, 'version'), 'utf8').trim(), process.execPath);

// Chromium's sandbox cannot be had by root on Linux, and Electron then refuses to start without this.
const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];

// In a group of its own: the terminal would send Ctrl+C to the app as well, and the second signal ends Electron on the spot.
const child = spawn(program, [...asRoot, project, ...process.argv.slice(2)], {
  stdio: 'inherit',
  detached: process.platform !== 'win32',
  env: { ...variables, ...process.env },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!child.killed) child.kill(signal);
  });
}
const [code] = (await once(child, 'exit')) as [number | null];
process.exitCode = code ?? 1;
