/** The thread that checks passwords of htpasswd files, one after another: guessing takes one processor at most, and never the service's. */
import { parentPort } from 'node:worker_threads';
import { checkPassword } from './htpasswd-check.ts';

export interface Check {
  readonly id: number;
  readonly hash: string;
  readonly password: string;
}

export interface Checked {
  readonly id: number;
  readonly fits: boolean;
}

parentPort?.on('message', ({ id, hash, password }: Check) => {
  let fits = false;
  try {
    fits = checkPassword(hash, password);
  } catch {
    // A hash that its library refuses fits nothing.
  }
  parentPort?.postMessage({ id, fits } satisfies Checked);
});
