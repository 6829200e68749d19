/** Makes sure of a display for the desktop tests: the one there is, else an Xvfb of our own for the time of the run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Had } from './had.ts';
import { installPackages } from './system-packages.ts';

export interface Display {
  readonly variables: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function openDisplay(): Promise<Had<Display>> {
  if (process.platform !== 'linux' || process.env['DISPLAY']) {
    return { value: { variables: {}, close: () => Promise.resolve() } };
  }
  const display = (await startXvfb()) ?? ((await installPackages(['xvfb'])) ? await startXvfb() : null);
  return display === null
    ? { missing: 'no display, and Xvfb could not be started. Install xvfb, or run in a desktop session' }
    : { value: display };
}

/** Xvfb picks a free number itself and writes it to descriptor 3 once it takes connections. Null when it cannot be started. */
async function startXvfb(): Promise<Display | null> {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', () => resolve(null));
  });
  const lines = createInterface({ input: child.stdio[3] as Readable });
  const number = await Promise.race([once(lines, 'line', { signal: AbortSignal.timeout(20_000) }), ended]);
  if (number === null) return null;
  return {
    variables: { DISPLAY: `:${String(number[0])}` },
    close: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
