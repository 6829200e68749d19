/** Pass 9: lets one differential expression at a time through to each session: several at once can take all the owner's memory. */
import type { RequestHandler, Response } from 'express';
import { exchangeOf } from './exchange.ts';
import { sendMessage } from './send.ts';
import { Slots, type Release, type SlotLimits } from './slots.ts';

const limitsPerSession: SlotLimits = { places: 1, line: 8 };
const RETRY_SECONDS = 10;

export class Admission {
  readonly #limits: SlotLimits;
  readonly #sessions = new Map<string, Slots>();

  constructor(limits: SlotLimits = limitsPerSession) {
    this.#limits = limits;
  }

  /** How many wait for their turn at this session. */
  waiting(sessionId: string): number {
    return this.#sessions.get(sessionId)?.waiting ?? 0;
  }

  pass(): RequestHandler {
    return async (request, response, next) => {
      const exchange = exchangeOf(request);
      if (exchange.kind !== 'compute') {
        next();
        return;
      }
      // Gone while the body was read: nobody would give the place back by leaving.
      if (response.closed) return;
      const release = await this.#enter(exchange.door.id, response);
      if (release !== null) {
        exchange.release = release;
        next();
      } else if (!response.destroyed) {
        response.set('Retry-After', String(RETRY_SECONDS));
        sendMessage(response, 503, 'Many differential expressions are waiting already. Try again in a moment.');
      }
    };
  }

  /** Null when the line is full, or when who asked has left it. */
  async #enter(sessionId: string, response: Response): Promise<Release | null> {
    const slots = this.#sessions.get(sessionId) ?? new Slots(this.#limits);
    this.#sessions.set(sessionId, slots);
    const gone = new AbortController();
    const leave = () => gone.abort();
    response.once('close', leave);
    const release = await slots.enter(gone.signal);
    response.off('close', leave);
    if (release === null) return null;
    return () => {
      release();
      if (slots.idle) this.#sessions.delete(sessionId);
    };
  }
}
