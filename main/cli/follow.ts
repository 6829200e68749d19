/** Follows one session through the control API's events until something holds. */
import { ShareError, type Failure } from '../../contract/errors.ts';
import type { Session } from '../../contract/session.ts';
import type { ControlClient } from '../control/client.ts';

/**
 * @returns the session for which `done` held, or null when `stop` came first or somebody stopped the session
 * @throws ShareError what the session failed with
 */
export async function follow(
  client: ControlClient,
  id: string,
  stop: AbortSignal,
  done: (session: Session) => boolean,
): Promise<Session | null> {
  const end = new AbortController();
  const outcome = Promise.withResolvers<Session | null>();
  const look = (session: Session | undefined) => {
    const failure = session === undefined ? null : failureOf(session);
    if (session === undefined) outcome.resolve(null);
    else if (failure !== null) outcome.reject(new ShareError(failure));
    else if (done(session)) outcome.resolve(session);
  };
  stop.addEventListener('abort', () => outcome.resolve(null), { once: true });
  client
    .events(({ sessions }) => look(sessions.find((one) => one.id === id)), AbortSignal.any([stop, end.signal]))
    .catch(outcome.reject);
  try {
    return await outcome.promise;
  } finally {
    end.abort();
  }
}

/** Loadable by collaborators; and when a tunnel was asked for, it is open. */
export function isReady({ phase, steps }: Session): boolean {
  const tunnel = steps.find((step) => step.name === 'tunnel');
  // Asleep it is loadable too: the next visit wakes it.
  return (phase === 'live' || phase === 'asleep') && (tunnel === undefined || tunnel.state === 'done');
}

/** Who asks for a tunnel on the command line means it: one that does not open at the start is a failure. */
function failureOf({ error, steps, reach }: Session): Failure | null {
  const tunnelFailed = steps.some((step) => step.name === 'tunnel' && step.state === 'failed');
  return error ?? (tunnelFailed ? reach.error : null);
}
