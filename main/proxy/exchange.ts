/** What the passes learn about one request on its way: each thing is written by one pass and read by those after it. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { Door, Gatekeeper, Library, Visitor } from './ports.ts';
import type { RouteKind } from './route-policy.ts';

/** Where a request came from. */
export interface Arrival {
  /** By which of our names, with its port. */
  readonly name: string;
  /** The session that this host name is for; null when it is for all. */
  readonly onlySlug: string | null;
  /** The person's own as far as it is known. */
  readonly address: string;
  /** True where many people arrive from one address, as through a tunnel that does not tell theirs. */
  readonly sharedAddress: boolean;
  /** Whom the lab's own web server has signed in. */
  readonly frontUser: string | null;
}

/** Which session a request is for, or the library above them all. Without a door nobody gets past the sign-in. */
export interface Place {
  readonly at: 'session' | 'library';
  /** Where the server has accounts. */
  readonly library: Library | null;
  readonly slug: string;
  /** `<base>/d/<slug>`, of the library `<base>`, without a slash at the end. */
  readonly root: string;
  /** What follows the root, as sent: never decoded, begins with a slash. */
  readonly path: string;
  /** The query with its question mark, or empty. */
  readonly search: string;
  readonly door: Door | null;
  readonly gatekeeper: Gatekeeper;
  /** There is no session any more, and this browser was in it. */
  readonly isOverFor?: (signInId: string) => boolean;
}

/** What happened at the gate, for the audit: the pass that decides writes it, and nobody reads it before the answer is sent. */
export type AtGate =
  /** A password or a link was offered; the answer's status says what came of it. */
  | { readonly kind: 'tried' }
  | { readonly kind: 'entered'; readonly visitor: Visitor }
  | { readonly kind: 'left'; readonly everywhere: boolean };

/** The same about what the owner asks people to accept. */
export type AtTerms =
  /** A person was shown what to accept: no refusal. */
  { readonly kind: 'shown' } | { readonly kind: 'refused' } | { readonly kind: 'accepted'; readonly hash: string };

/** What pages of ours say of an identity provider. */
export interface InstituteOffer {
  readonly name: string;
  /** Whether it was there when it was looked for last. */
  readonly answers: boolean;
  readonly signOutUrl: string | null;
  /** Where signing in with it begins. */
  readonly href: (slug: string, target: string) => string;
}

/** An upload: whole where it must be there before it waits in a queue, else as it comes. */
export type Body = Buffer | Readable | null;

export class Exchange {
  readonly id = randomUUID();
  readonly startedAt = performance.now();
  visitor: Visitor | null = null;
  body: Body = null;
  atGate: AtGate | null = null;
  atTerms: AtTerms | null = null;
  /** The identity provider, where it can be used by the name that was called. */
  institute: InstituteOffer | null = null;
  /** Gives back the place in the queue; called when the host has answered. */
  release: () => void = () => undefined;
  #arrival: Arrival | null = null;
  #place: Place | null = null;
  #kind: RouteKind | null = null;

  get arrival(): Arrival {
    return written(this.#arrival, 'arrival');
  }

  /** For the log, which also sees requests that were turned away before. */
  get addressIfKnown(): string | null {
    return this.#arrival?.address ?? null;
  }

  set arrival(arrival: Arrival) {
    this.#arrival = arrival;
  }

  get place(): Place {
    return written(this.#place, 'place');
  }

  set place(place: Place) {
    this.#place = place;
  }

  get kind(): RouteKind {
    return written(this.#kind, 'kind');
  }

  set kind(kind: RouteKind) {
    this.#kind = kind;
  }

  /** The session, known to exist since somebody is signed in to it. */
  get door(): Door {
    return written(this.place.door, 'door');
  }

  /** Whoever is signed in; only passes after the sign-in may ask. */
  get guest(): Visitor {
    return written(this.visitor, 'visitor');
  }

  /** For the log, which also sees requests for nothing that Annotate has. */
  get kindIfKnown(): RouteKind | null {
    return this.#kind;
  }

  get placeIfFound(): Place | null {
    return this.#place;
  }

  /** For the log, which also sees requests that found no place. */
  get doorIfFound(): Door | null {
    return this.#place?.door ?? null;
  }
}

const exchanges = new WeakMap<IncomingMessage, Exchange>();

export function openExchange(request: IncomingMessage): Exchange {
  const exchange = new Exchange();
  exchanges.set(request, exchange);
  return exchange;
}

export function exchangeOf(request: IncomingMessage): Exchange {
  return written(exchanges.get(request) ?? null, 'exchange');
}

function written<T>(value: T | null, name: string): T {
  if (value === null) throw new Error(`a pass asked for the ${name} before it was known`);
  return value;
}
