/** The service as a process of its own: started by the desktop shell or by hand, it announces itself on one line and ends in order. */
import { parseArgs } from 'node:util';
import type { ServiceLine } from '../contract/command-line.ts';
import { toFailure } from '../contract/errors.ts';
import { startService, type Service } from './service.ts';

/** What Electron gives a utility process to talk to its parent. Not imported: this file runs without Electron. */
interface ParentPort {
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): void;
}

/** Ending takes this long at most; hosts notice by themselves when we are gone. */
const END_WITHIN_MS = 8_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      home: { type: 'string' },
      /** Stdin belongs to the parent: when it closes, the parent is gone, however it ended. */
      'with-parent': { type: 'boolean', default: false },
    },
  });
  // From the first moment on: a parent may change its mind while the service is still starting.
  const asked = endOf(values['with-parent']);
  const starting = startService({ home: values.home, remembersNetwork: true });
  try {
    const first = await Promise.race([starting, asked]);
    if (first !== undefined) await say({ event: 'listening', control: first.control, pid: process.pid });
  } catch (error) {
    await say({ event: 'failed', error: toFailure(error) });
    process.exit(1);
  }
  await asked;
  await end(starting);
  process.exit(0);
}

/** Resolves when anybody wants this process to end. */
function endOf(withParent: boolean): Promise<void> {
  return new Promise((resolve) => {
    const ended = () => resolve();
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, ended);
    process.stdout.on('error', ended);
    if (withParent) process.stdin.on('end', ended).on('error', ended).resume();
    const { parentPort } = process as { readonly parentPort?: ParentPort };
    parentPort?.on('message', ({ data }) => {
      if (data === 'stop') ended();
    });
  });
}

async function end(starting: Promise<Service>): Promise<void> {
  setTimeout(() => process.exit(1), END_WITHIN_MS).unref();
  const service = await starting;
  await service.stop();
}

/** Resolves when the line has been handed over: leaving earlier would lose it. */
function say(line: ServiceLine): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${JSON.stringify(line)}\n`, () => resolve()));
}

// A dying parent's terminal refuses what is written to it; that is no reason to stop in the middle of stopping.
process.stderr.on('error', () => undefined);

await main();
