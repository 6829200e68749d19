/** Annotate itself, started as people start it, to be compared with. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What the program of that name consists of. It itself only works where it was installed. */
const program = 'import sys; from server.cli.cli import cli; sys.exit(cli())';
const ANSWERS_WITHIN_MS = 90_000;
const ASK_EVERY_MS = 100;

export interface Launched {
  readonly pid: number;
  readonly origin: string;
  stop(): Promise<void>;
}

/**
 * `cellxgene launch`, until it is stopped.
 *
 * @param python of an environment that has Annotate
 * @param folder where it is started; made when it is missing
 */
export async function launch(python: string, dataset: string, folder: string, ...args: string[]): Promise<Launched> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const child = spawn(
    python,
    ['-c', program, '--no-upgrade-check', 'launch', dataset, '--port', String(port), '--title', 'plain', ...args],
    { cwd: folder, stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = () => {
    child.kill('SIGKILL');
    return ended;
  };
  const origin = `http://127.0.0.1:${port}`;
  const until = Date.now() + ANSWERS_WITHIN_MS;
  // It says that it is about to listen, and not when it does.
  while (!(await answers(origin))) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error('cellxgene launch does not answer');
    }
    await wait(ASK_EVERY_MS);
  }
  return { pid: child.pid ?? 0, origin, stop };
}

function answers(origin: string): Promise<boolean> {
  return fetch(`${origin}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
