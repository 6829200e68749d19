/** Starts the real command line as a person or a script would, each time with a home of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { failedLineSchema, readyLineSchema, type ReadyLine } from '../../contract/command-line.ts';
import { sessionSchema, type Session } from '../../contract/session.ts';
import type { ChangeSession } from '../../contract/control.ts';

const program = resolve(import.meta.dirname, '../../main/cli/main.ts');

/** Setting up Annotate is done before the tests; starting it for 700 cells takes seconds. */
const READY_WITHIN_MS = 120_000;

export interface ProgramRun {
  readonly child: ChildProcess;
  readonly home: string;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The first line on stdout; null when it ended without one. */
  readonly firstLine: Promise<string | null>;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

export interface StartOptions {
  /** Added to the environment of the program. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Used instead of a new one, and left there. */
  readonly home?: string;
}

/** Any verb of the command line. */
export function runProgram(args: readonly string[], options: StartOptions = {}): ProgramRun {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'annotate-share-e2e-'));
  const child = spawn(process.execPath, [program, ...args], {
    // No terminal, no stdin, no DEBUG: what a script has.
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DEBUG: undefined, ANNOTATE_SHARE_HOME: home, ...options.variables },
  });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => out.push(chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => err.push(chunk));
  const firstLine = new Promise<string | null>((settle) => {
    const lines = createInterface({ input: child.stdout });
    lines.once('line', settle);
    lines.once('close', () => settle(null));
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((settle) => {
    child.once('close', (code, signal) => {
      if (options.home === undefined) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
      settle({ code, signal });
    });
  });
  return { child, home, stdout: () => out.join(''), stderr: () => err.join(''), firstLine, ended };
}

export interface Share extends ProgramRun {
  readonly ready: ReadyLine;
  /** Asks it to stop as Ctrl+C or a service manager does and returns the exit code. */
  stop(): Promise<number | null>;
  /** The session as the control API tells it. */
  session(): Promise<Session>;
  change(change: ChangeSession): Promise<Session>;
}

/** `share --json` until it is ready. Whoever calls it stops it. */
export async function startShare(args: readonly string[], options: StartOptions = {}): Promise<Share> {
  const run = runProgram(['share', '--json', ...args], options);
  const line = await within(READY_WITHIN_MS, run.firstLine, () => {
    run.child.kill('SIGKILL');
    return `not ready after ${READY_WITHIN_MS / 1000} s:\n${run.stderr()}`;
  });
  const ready = readyLineSchema.safeParse(line === null ? null : JSON.parse(line));
  if (!ready.success) {
    run.child.kill('SIGTERM');
    await run.ended;
    throw new Error(`no ready line but ${line ?? 'nothing'}\n${run.stderr()}`);
  }
  const { control, session } = ready.data;
  const call = async (init: RequestInit): Promise<Session> => {
    const response = await fetch(new URL(`/api/sessions/${session.id}`, control.url), {
      ...init,
      headers: { Authorization: `Bearer ${control.token}`, 'Content-Type': 'application/json' },
    });
    if (!response.ok) throw new Error(`control API: ${response.status} ${await response.text()}`);
    return sessionSchema.parse(await response.json());
  };
  return {
    ...run,
    ready: ready.data,
    session: () => call({ method: 'GET' }),
    change: (change) => call({ method: 'PATCH', body: JSON.stringify(change) }),
    stop: async () => {
      run.child.kill('SIGTERM');
      return (await run.ended).code;
    },
  };
}

export interface FailedShare {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `share --json` of something that cannot be shared, until it has ended. */
export async function failToShare(args: readonly string[], options: StartOptions = {}): Promise<FailedShare> {
  const run = runProgram(['share', '--json', ...args], options);
  const { code } = await within(READY_WITHIN_MS, run.ended, () => {
    run.child.kill('SIGKILL');
    return `did not end:\n${run.stdout()}\n${run.stderr()}`;
  });
  const { error } = failedLineSchema.parse(JSON.parse(run.stdout()));
  return { ...error, exitCode: code, stdout: run.stdout(), stderr: run.stderr() };
}

async function within<T>(ms: number, promise: Promise<T>, late: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(late())), ms);
  });
  return Promise.race([promise, deadline]).finally(() => clearTimeout(timer));
}
