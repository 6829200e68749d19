/** Runs the commands of the tests: output streamed, time bounded, nothing left behind when they are cut short. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';

export interface Command {
  readonly argv: readonly [string, ...string[]];
  /** Added to our own environment. Undefined takes a variable away. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** After this many seconds it is killed with everything it started. */
  readonly seconds: number;
}

export interface Outcome {
  /** Null when it was killed or could not be started. */
  readonly exitCode: number | null;
  /** Empty unless the output was asked for. */
  readonly output: string;
  readonly timedOut: boolean;
}

const running = new Set<ChildProcess>();
/** A group of its own lets us end a runner with its workers and browsers; Windows knows trees instead. */
const ownGroup = process.platform !== 'win32';

/** Output goes where ours goes. Standard input is closed: nothing in a test run may wait for a person. */
export function run(command: Command): Promise<Outcome> {
  return start(command, 'inherit');
}

/** The same, but the output is kept instead of shown. */
export function capture(command: Command): Promise<Outcome> {
  return start(command, 'pipe');
}

/** Passes a signal on to everything that runs now; the callers of {@link run} then see it end. */
export function signalRunning(signal: NodeJS.Signals): void {
  for (const child of running) kill(child, signal);
}

async function start({ argv, variables, seconds }: Command, output: 'inherit' | 'pipe'): Promise<Outcome> {
  const [program, ...args] = argv;
  const child = spawn(program, args, {
    env: { ...process.env, ...variables },
    stdio: ['ignore', output, output],
    detached: ownGroup,
    windowsHide: true,
  });
  running.add(child);
  const kept: string[] = [];
  const keep = (chunk: string) => kept.push(chunk);
  child.stdout?.setEncoding('utf8').on('data', keep);
  child.stderr?.setEncoding('utf8').on('data', keep);
  let timedOut = false;
  const deadline = setTimeout(() => {
    timedOut = true;
    kill(child, 'SIGKILL');
  }, seconds * 1000);
  const exitCode = await new Promise<number | null>((resolve) => {
    child.once('close', resolve);
    child.once('error', (error) => {
      kept.push(error.message);
      if (child.pid === undefined) resolve(null);
    });
  });
  clearTimeout(deadline);
  running.delete(child);
  // Whatever a runner that was cut short left in its group ends now.
  if (exitCode === null) kill(child, 'SIGKILL');
  return { exitCode, output: kept.join(''), timedOut };
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (ownGroup) process.kill(-child.pid, signal);
    else spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { windowsHide: true });
  } catch {
    // It is gone already, which is what was wanted.
  }
}
