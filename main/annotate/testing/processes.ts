/** Looks at and waits for processes of a test. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { pino, type Logger } from 'pino';
import { z } from 'zod';
import { findPython } from '../find-python.ts';

/** Any Python that does: the fakes need nothing but its standard library. */
export async function anyPython(): Promise<string> {
  const { python, tried } = await findPython(process.env);
  if (python === null) throw new Error(`these tests need Python 3.11 or 3.12: ${JSON.stringify(tried)}`);
  return python.path;
}

/** A zombie waits for its parent to look, and does nothing any more. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** There is no event for the end of a process that is not our child. */
export async function untilGone(pid: number): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (isAlive(pid)) {
    if (performance.now() > deadline) throw new Error(`process ${pid} is still there`);
    await sleep(20);
  }
}

/** Processes of which some argument contains a text: what is at work in a test's own folder. */
export async function processesNaming(text: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,args=']);
  return stdout.split('\n').filter((line) => line.includes(text) && !line.includes(' ps -A '));
}

/** There is no event for the end of processes that are not our children. */
export async function untilNoneNames(text: string): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (let left = await processesNaming(text); left.length > 0; left = await processesNaming(text)) {
    if (performance.now() > deadline) throw new Error(`still there:\n${left.join('\n')}`);
    await sleep(50);
  }
}

const entrySchema = z.object({ host: z.number(), msg: z.string() });

/** A log that tells of each host process when it is started, and when one waits for its dataset. */
export function hostLog(onStarted: (pid: number) => void, onWaiting: (pid: number) => void = () => undefined): Logger {
  return pino(
    { level: 'debug' },
    {
      write(line: string) {
        const entry = entrySchema.safeParse(JSON.parse(line));
        if (entry.data?.msg === 'a host was started') onStarted(entry.data.host);
        if (entry.data?.msg === 'a host waits for its dataset') onWaiting(entry.data.host);
      },
    },
  );
}
