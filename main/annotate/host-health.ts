/** Asks a host whether it answers. */
import { Agent, get } from 'node:http';
import { SECRET_HEADER } from './host-protocol.ts';

/** Rejects unless `/health` answers 200. An agent of its own: a proxy that the environment names must not get to see the secret. */
export async function checkHealth(origin: string, secret: string, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const request = get(
    `${origin}/health`,
    { agent: new Agent(), headers: { [SECRET_HEADER]: secret }, signal },
    (response) => {
      response.resume();
      if (response.statusCode === 200) resolve(undefined);
      else reject(new Error(`the host answered ${response.statusCode ?? 0} at /health`));
    },
  );
  request.on('error', reject);
  await promise;
}
