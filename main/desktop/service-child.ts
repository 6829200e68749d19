/** The service as a child process, whatever runs it: how it announces itself, and how it is ended. Free of Electron. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { finished, type Readable } from 'node:stream';
import { serviceLineSchema, type ControlAddress } from '../../contract/command-line.ts';
import { ShareError } from '../../contract/errors.ts';

export interface ServiceChild {
  readonly stdout: Readable;
  /** Resolves when it has ended, however; also when it could not be started at all. */
  readonly ended: Promise<void>;
  askToEnd(): void;
  kill(): void;
}

const ANNOUNCED_WITHIN_MS = 30_000;
const ENDED_WITHIN_MS = 8_000;

/**
 * Runs the service on a Node of its own. Its stdin is the line between us: it ends in order when we close it, and also when we
 * are killed and the system closes it. (Windows has no signals to ask with.)
 */
export function spawnService(node: string, script: string, variables: NodeJS.ProcessEnv): ServiceChild {
  const env = { ...variables };
  delete env['NODE_OPTIONS'];
  delete env['ELECTRON_RUN_AS_NODE'];
  const child = spawn(node, [script, '--with-parent'], { stdio: ['pipe', 'pipe', 'inherit'], env, windowsHide: true });
  // It may be gone already when its stdin is closed.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return {
    stdout: child.stdout,
    ended,
    askToEnd: () => void child.stdin.end(),
    kill: () => void child.kill('SIGKILL'),
  };
}

/**
 * Waits for the line on which the service says where it listens.
 *
 * @throws ShareError what the service reports, or `internal` when it ends or stays silent
 */
export async function announced(child: ServiceChild, withinMs = ANNOUNCED_WITHIN_MS): Promise<ControlAddress> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<ControlAddress>((resolve, reject) => {
      const fail = (reason: string) => reject(new ShareError('internal', { reason }));
      // Reads on after the line: a full pipe would stop the service.
      createInterface({ input: child.stdout }).on('line', (line) => {
        const said = serviceLineSchema.safeParse(parsed(line));
        if (!said.success) return;
        if (said.data.event === 'failed') reject(new ShareError(said.data.error));
        else resolve(said.data.control);
      });
      // Not by the end of the process: what it said last may still be on its way through the pipe.
      finished(child.stdout, () => setImmediate(() => fail('the service ended while it was starting.')));
      timer = setTimeout(() => fail(`the service did not start in ${withinMs / 1000} s.`), withinMs);
    });
  } finally {
    clearTimeout(timer);
  }
}

/** Asks, waits, then kills. Hosts notice the end of the service by themselves. */
export async function endService(child: ServiceChild, withinMs = ENDED_WITHIN_MS): Promise<void> {
  child.askToEnd();
  const timer = setTimeout(() => child.kill(), withinMs);
  await child.ended;
  clearTimeout(timer);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
