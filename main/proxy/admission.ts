/** Pass 9: lets one differential expression at a time through to each session: several at once can take all the owner's memory. */
import type { RequestHandler } from 'express';
import { exchangeOf } from './exchange.ts';
import { sendMessage } from './send.ts';
import { Slots, type SlotLimits } from './slots.ts';

const limitsPerSession: SlotLimits = { places: 1, line: 8 };
const RETRY_SECONDS = 10;

export function admission(limits: SlotLimits = limitsPerSession): RequestHandler {
  const sessions = new Map<string, Slots>();
  return async (request, response, next) => {
    const exchange = exchangeOf(request);
    if (exchange.kind !== 'compute') {
      next();
      return;
    }
    // Gone while the body was read: nobody would give the place back by leaving.
    if (response.closed) return;
    const { id } = exchange.door;
    const slots = sessions.get(id) ?? new Slots(limits);
    sessions.set(id, slots);
    const gone = new AbortController();
    const leave = () => gone.abort();
    response.once('close', leave);
    const release = await slots.enter(gone.signal);
    response.off('close', leave);
    if (release !== null) {
      exchange.release = () => {
        release();
        if (slots.idle) sessions.delete(id);
      };
      next();
    } else if (!response.destroyed) {
      response.set('Retry-After', String(RETRY_SECONDS));
      sendMessage(response, 503, 'Many differential expressions are waiting already. Try again in a moment.');
    }
  };
}
