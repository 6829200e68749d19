/** Pass: a request that makes the host compute waits for its turn, or is told to come back later. */
import type { RequestHandler } from 'express';
import type { Admission } from './admission.ts';
import { refusalMessage } from './admission-policy.ts';
import { exchangeOf } from './exchange.ts';
import { sendMessage } from './send.ts';

export function admit(admission: Admission): RequestHandler {
  return async (request, response, next) => {
    const exchange = exchangeOf(request);
    if (exchange.kind !== 'compute') {
      next();
      return;
    }
    // Gone while the body was read: nobody would give the place back by leaving.
    if (response.closed) return;
    const gone = new AbortController();
    const leave = () => gone.abort();
    response.once('close', leave);
    const { id: session, heavyAtOnce: atOnce } = exchange.door;
    const bytes = exchange.body instanceof Buffer ? exchange.body.length : 0;
    const { collaborator } = exchange.guest;
    const admitted = await admission.enter({ session, collaborator, atOnce, bytes, signal: gone.signal });
    response.off('close', leave);
    switch (admitted.kind) {
      case 'enter':
        exchange.release = admitted.release;
        next();
        return;
      case 'refused':
        response.set('Retry-After', String(admitted.retryAfterSeconds));
        sendMessage(response, 503, refusalMessage(admitted.why));
        return;
      case 'left':
        return;
    }
  };
}
