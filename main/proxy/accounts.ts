/** People with an account on the whole server, at a session's door or at the library's: who tries to sign in as one, who is, and what they are here. */
import type { Request } from 'express';
import type { Attempt } from './attempt-limit.ts';
import { accountAttemptOf, attemptOf } from './attempt-of.ts';
import { exchangeOf } from './exchange.ts';
import type { Gatekeeper, Visitor } from './ports.ts';
import { signInIdOf } from './sign-in-cookie.ts';

/** The general links' user: everybody else has an account, if anybody has. */
export const USUAL_USER = 'guest';

export interface Way {
  readonly gatekeeper: Gatekeeper;
  readonly attempt: Attempt;
  readonly byAccount: boolean;
}

/** Which gate is asked follows from the name that is typed in and nothing else: not from what there is at this address. */
export function wayIn(request: Request, user: string, password: string): Way {
  const { at, library, gatekeeper } = exchangeOf(request).place;
  if (library === null || (at === 'session' && user === USUAL_USER)) {
    return { gatekeeper, attempt: attemptOf(request, gatekeeper.mayFit(user, password)), byAccount: false };
  }
  const attempt = accountAttemptOf(request, user, password, library.gatekeeper);
  return { gatekeeper: library.gatekeeper, attempt, byAccount: true };
}

/** Whom this browser's account cookie stands for, on the server as a whole. */
export function accountHolder(request: Request): Visitor | null {
  const { library } = exchangeOf(request).place;
  const id = library === null ? null : signInIdOf(request, 'account');
  return id === null ? null : (library?.gatekeeper.recognise(id) ?? null);
}

/** What somebody with an account is at this place; null where they may not see it, and where there is nothing. */
export function memberHere(request: Request, person: Visitor): Visitor | null {
  const { at, gatekeeper } = exchangeOf(request).place;
  return at === 'library' ? person : (gatekeeper.admitMember?.(person) ?? null);
}
