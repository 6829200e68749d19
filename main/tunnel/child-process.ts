/**
 * Another program as a child of ours: what it says line by line, its end however it comes, and nothing of it left behind, also when
 * this process is killed.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { homedir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { eachLine } from './child-lines.ts';
import { withoutSecrets } from './without-secrets.ts';

/**
 * A parent that is killed cannot end its children, and tunnels' clients do not notice. So they run below this: its stdin is held open
 * by us and nobody writes to it; when it ends, we are gone, and the whole group goes too. What is run stands in "$@", where nothing
 * is read as shell. Windows needs none of it: there a child ends with the parent that Node started it from.
 */
const guard = `
exec 3<&0 </dev/null 4>&2 2>/dev/null
(read -r gone <&3; kill -KILL 0) >/dev/null 4>&- &
watcher=$!
"$@" 3<&- 2>&4 4>&- &
exec 4>&-
child=$!
trap : TERM
while wait "$child"; code=$?; kill -0 "$child" 2>/dev/null; do :; done
kill "$watcher"
exit "$code"
`;

const hasGroups = process.platform !== 'win32';
/** A client that is asked to go tells its relay. */
const LEAVE_MS = 1_500;
/** What is still in the pipes after the end. */
const DRAIN_MS = 500;
const KEEP_LINES = 40;

export interface ChildCommand {
  /** A whole path: nothing is looked up any more. */
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

export interface ChildEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

export class TunnelChild {
  /** Resolves when the program has ended and all it said was heard; never rejects. */
  readonly ended: Promise<ChildEnd>;
  readonly #child: ChildProcessWithoutNullStreams;
  #tail: string[] = [];
  #stopping: Promise<void> | undefined;

  /** @param heed each line of both streams, also as it may be shown; `false` for one that need not be kept for an error */
  constructor({ program, args, environment }: ChildCommand, heed: (line: string, shown: string) => boolean) {
    const [file, words] = hasGroups ? ['/bin/sh', ['-c', guard, 'sh', program, ...args]] : [program, [...args]];
    this.#child = spawn(file, words, {
      cwd: homedir(),
      env: environment,
      detached: hasGroups,
      stdio: 'pipe',
      windowsHide: true,
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      eachLine(stream, (line) => {
        const shown = withoutSecrets(line, environment).trimEnd();
        if (shown !== '' && heed(line, shown)) this.#tail = [...this.#tail, shown].slice(-KEEP_LINES);
      });
    }
    // Stays open for life. One that is gone already is seen by `ended`.
    this.#child.stdin.on('error', () => undefined);
    this.ended = this.#untilEnded();
  }

  /** The last of what it said, secrets taken out. */
  get tail(): readonly string[] {
    return this.#tail;
  }

  /** Asks, waits, then kills it with everything it started. Idempotent; resolves when it is gone. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    const timer = new AbortController();
    await this.#signal('SIGTERM');
    await Promise.race([this.ended, sleep(LEAVE_MS, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
    await this.#signal('SIGKILL');
    await this.ended;
  }

  async #signal(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const { pid } = this.#child;
    if (pid === undefined) return;
    if (!hasGroups) {
      await execa('taskkill', ['/PID', String(pid), '/T', '/F'], { reject: false, windowsHide: true });
      return;
    }
    try {
      process.kill(-pid, signal);
    } catch {
      // Gone already, which is what was wanted.
    }
  }

  #untilEnded(): Promise<ChildEnd> {
    const child = this.#child;
    const { promise, resolve } = Promise.withResolvers<ChildEnd>();
    child.once('error', (error) => {
      this.#tail = [...this.#tail, error.message];
      // It never started, so it will not exit either.
      if (child.pid === undefined) resolve({ code: null, signal: null });
    });
    child.once('exit', (code, signal) => {
      const end = () => {
        clearTimeout(drained);
        resolve({ code, signal });
      };
      // What it started itself must not outlive it, nor keep its pipes open.
      void this.#signal('SIGKILL');
      const drained = setTimeout(end, DRAIN_MS);
      child.once('close', end);
    });
    return promise;
  }
}
