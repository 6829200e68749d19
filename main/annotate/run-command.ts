/** Runs one step of the installation: its lines as they come, its end however it ends, and nothing left running afterwards. */
import { execa } from 'execa';
import { BoundedTail } from './bounded-tail.ts';
import { signalGroup, startsGroup } from './process-group.ts';

/**
 * A parent that is killed cannot end its children, and pip and uv do not notice. So they run below this: its stdin is held open by
 * us and nobody writes to it; when it ends, we are gone, and the whole group goes too.
 */
const guard = `
import os, subprocess, sys, threading
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
def watch():
    os.read(0, 1)
    if os.name == 'posix':
        os.killpg(os.getpgrp(), 9)
    subprocess.run(['taskkill', '/PID', str(child.pid), '/T', '/F'])
    os._exit(1)
threading.Thread(target=watch, daemon=True).start()
sys.exit(child.wait())
`;

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly variables: NodeJS.ProcessEnv;
  /** A Python that watches over the command; null only while there is none yet (uv fetching one). */
  readonly guardedBy: string | null;
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface Outcome {
  readonly ok: boolean;
  /** Both streams, the last of them. */
  readonly output: string;
}

/** @throws the signal's reason when it was aborted; the command's whole group has been killed by then */
export async function runCommand({
  file,
  args,
  folder,
  variables,
  guardedBy,
  onLine,
  signal,
}: Command): Promise<Outcome> {
  signal?.throwIfAborted();
  const [program, programArgs] = guardedBy === null ? [file, args] : [guardedBy, ['-I', '-c', guard, file, ...args]];
  const child = execa(program, programArgs, {
    cwd: folder,
    env: variables,
    extendEnv: false,
    detached: startsGroup,
    stdin: 'pipe',
    all: true,
    buffer: false,
    reject: false,
    windowsHide: true,
  });
  const abort = () => {
    if (child.pid !== undefined) void signalGroup(child.pid, 'SIGKILL');
  };
  signal?.addEventListener('abort', abort, { once: true });
  const tail = new BoundedTail();
  try {
    for await (const line of child.iterable({ from: 'all', preserveNewlines: false })) {
      tail.add(line);
      onLine?.(line);
    }
    const result = await child;
    signal?.throwIfAborted();
    if (result.failed && result.exitCode === undefined) tail.add(result.shortMessage ?? 'it could not be started');
    return { ok: !result.failed, output: tail.toString() };
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
