/** The service in Electron's own Node, as a utility process: what an installed app uses. */
import { utilityProcess } from 'electron';
import type { Readable } from 'node:stream';
import type { ServiceChild } from './service-child.ts';

/**
 * Dies with the shell at once, without a handler of its own running; nothing that was acknowledged lives only in its memory, and
 * hosts notice its end.
 */
export function forkService(script: string, variables: NodeJS.ProcessEnv): ServiceChild {
  const env = Object.fromEntries(
    Object.entries(variables).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  const child = utilityProcess.fork(script, [], {
    stdio: ['ignore', 'pipe', 'inherit'],
    serviceName: 'annotate-share',
    env,
  });
  return {
    // There is one, since its stdio asks for a pipe; Electron's types do not tell that it is an ordinary stream.
    stdout: child.stdout as unknown as Readable,
    ended: new Promise((resolve) => child.once('exit', () => resolve())),
    askToEnd: () => child.postMessage('stop'),
    kill: () => void child.kill(),
  };
}
