/** `annotate-share stop`: one session, or all of them. */
import { ShareError } from '../../contract/errors.ts';
import { say, sayJson } from './output.ts';
import { findSession, running } from './running.ts';

export async function runStop(
  id: string | undefined,
  { all, home, json }: { readonly all?: boolean; readonly home?: string; readonly json?: boolean },
): Promise<void> {
  if ((id === undefined) === (all !== true))
    throw new ShareError('usage', { reason: 'Name one session, or say --all.' });
  const stopped = id === undefined ? await stopAll(home) : [await stopOne(home, id)];
  if (json === true) sayJson({ stopped });
  else say(stopped.length === 0 ? 'Nothing was being shared.' : `Stopped ${stopped.join(', ')}.`);
}

async function stopOne(home: string | undefined, id: string): Promise<string> {
  const { client } = await findSession(home, id);
  await client.stop(id);
  return id;
}

async function stopAll(home: string | undefined): Promise<string[]> {
  const services = await running(home);
  return (await Promise.all(services.map(({ client }) => client.stopAll()))).flat();
}
