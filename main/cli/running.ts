/** The services that run on this home, each with a client to talk to it. */
import { ShareError } from '../../contract/errors.ts';
import type { Session } from '../../contract/session.ts';
import { ControlClient } from '../control/client.ts';
import { findServices } from '../find-services.ts';

export interface Running {
  readonly client: ControlClient;
  readonly pid: number;
  readonly sessions: readonly Session[];
}

/** A service that ends while it is asked is left out. */
export async function running(home: string | undefined): Promise<readonly Running[]> {
  const asked = findServices(home).map(async ({ control, pid }): Promise<Running | null> => {
    const client = new ControlClient(control);
    return await client.sessions().then(
      (sessions) => ({ client, pid, sessions }),
      () => null,
    );
  });
  return (await Promise.all(asked)).filter((one) => one !== null);
}

/** @throws ShareError `service-not-running`, `session-not-found` */
export async function findSession(home: string | undefined, id: string): Promise<Running> {
  const services = await running(home);
  if (services.length === 0) throw new ShareError('service-not-running');
  const found = services.find(({ sessions }) => sessions.some((session) => session.id === id));
  if (found === undefined) throw new ShareError('session-not-found', { id });
  return found;
}
