/** Pass: answers what the service itself asks at its public address, before any sign-in. Every other question goes on like any path. */
import type { RequestHandler } from 'express';
import { exchangeOf } from './exchange.ts';

/** Below a session's address. */
export const PROBE_PATH = '/-/probe/';

export function probe(): RequestHandler {
  return (request, response, next) => {
    const { door, path, search } = exchangeOf(request).place;
    const asks = request.method === 'GET' && search === '' && path.startsWith(PROBE_PATH);
    const answer = asks ? (door?.answerProbe(path.slice(PROBE_PATH.length)) ?? null) : null;
    if (answer === null) next();
    else response.set('Cache-Control', 'no-store').type('text/plain').send(answer);
  };
}
