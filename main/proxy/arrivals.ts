/** Tells when somebody comes who does not sign in here: a program, or whom another server or the gallery has signed in. */
import { LRUCache } from 'lru-cache';
import type { Exchange } from './exchange.ts';
import type { Visitor } from './ports.ts';

/** They come with every request; after an hour it is news again. */
const NEWS_AGAIN_MS = 60 * 60_000;
const REMEMBERED_AT_MOST = 10_000;

export class Arrivals {
  readonly #known = new LRUCache<string, true>({ max: REMEMBERED_AT_MOST, ttl: NEWS_AGAIN_MS });

  /** Whether this is the first request of such a person, at this session and from this address, for a while. */
  isNews({ place, addressIfKnown }: Exchange, { by, collaborator, signInId }: Visitor): boolean {
    if (place.at === 'library' || (signInId !== null && by !== 'account')) return false;
    const key = JSON.stringify([place.slug, by, collaborator, addressIfKnown]);
    if (this.#known.has(key)) return false;
    this.#known.set(key, true);
    return true;
  }
}
