/** Whom the lab's own web server has signed in: comes before our own sign-in, and stays that person whatever cookie the browser has. */
import type { Exchange } from './exchange.ts';
import type { Visitor } from './ports.ts';

/** Null where no user was named, or where there is no such session: then a stranger's sign-in page answers, as to everybody. */
export function frontVisitor({ arrival, place }: Exchange): Visitor | null {
  return arrival.frontUser === null ? null : (place.gatekeeper.admitFrontUser?.(arrival.frontUser) ?? null);
}
