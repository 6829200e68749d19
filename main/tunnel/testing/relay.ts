/** A real localtunnel relay as a child process, for the tests of the tunnel and for the end-to-end tests. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bundleRelay } from './bundle-relay.ts';

export interface Relay {
  /** Where a tunnel is asked for: `http://127.0.0.1:PORT`. Requests to a tunnel go there too, with the tunnel's name as `Host`. */
  readonly url: string;
  /** What the names it gives end in: `lt.localhost:PORT`. */
  readonly domain: string;
  readonly port: number;
  readonly pid: number;
  /** Ends it in order. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
}

const bundle = join(import.meta.dirname, '../../../dist/test/relay.cjs');
let bundled: Promise<void> | null = null;

/** @param port 0 for any free one; a relay that is to come back where another one was takes that one's. */
export async function startRelay({ port = 0, sockets = 10 } = {}): Promise<Relay> {
  bundled ??= bundleRelay(bundle);
  await bundled;
  const child = spawn(process.execPath, ['--no-deprecation', bundle, String(port), String(sockets)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const taken = await readPort(child);
  return {
    url: `http://127.0.0.1:${taken}`,
    domain: `lt.localhost:${taken}`,
    port: taken,
    pid: child.pid ?? 0,
    stop: () => end(child, () => child.stdin.end()),
    kill: () => end(child, () => child.kill('SIGKILL')),
  };
}

async function readPort(child: ChildProcess & { readonly stdout: NodeJS.ReadableStream }): Promise<number> {
  for await (const line of createInterface({ input: child.stdout })) {
    return (JSON.parse(line) as { port: number }).port;
  }
  throw new Error('the relay ended before it listened');
}

async function end(child: ChildProcess, ask: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  ask();
  await exited;
}
