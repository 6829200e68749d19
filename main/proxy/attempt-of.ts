/** What the limit on attempts needs to know of a request, and what a gatekeeper writes down of whoever signs in. */
import type { Request } from 'express';
import type { Attempt } from './attempt-limit.ts';
import { exchangeOf } from './exchange.ts';
import type { Caller, Gatekeeper } from './ports.ts';
import { knownBrowserOf } from './sign-in-cookie.ts';

const LONGEST_USER_AGENT = 400;

/** @param mayFit false when what is offered is certainly wrong */
export function attemptOf(request: Request, mayFit: boolean): Attempt {
  const exchange = exchangeOf(request);
  const { arrival, place } = exchange;
  exchange.atGate = { kind: 'tried' };
  const browser = knownBrowserOf(request);
  return {
    address: request.ip ?? '',
    sharedAddress: arrival.sharedAddress,
    slug: place.slug,
    guessable: place.gatekeeper.guessable,
    mayFit,
    knownBrowser: browser === null || place.gatekeeper.endingOf(browser) === null ? null : browser,
  };
}

/** Of an account, wherever it is tried: counted by its name, and only hashing tells whether it fits. */
export function accountAttemptOf(request: Request, user: string, password: string, gatekeeper: Gatekeeper): Attempt {
  const exchange = exchangeOf(request);
  exchange.atGate = { kind: 'tried' };
  const browser = knownBrowserOf(request, 'account');
  return {
    address: request.ip ?? '',
    sharedAddress: exchange.arrival.sharedAddress,
    slug: `account ${user}`,
    guessable: gatekeeper.guessable,
    mayFit: gatekeeper.mayFit(user, password),
    unsure: true,
    knownBrowser: browser === null || gatekeeper.endingOf(browser) === null ? null : browser,
  };
}

export function callerOf(request: Request): Caller {
  return {
    address: request.ip ?? '',
    userAgent: (request.headers['user-agent'] ?? '').slice(0, LONGEST_USER_AGENT),
  };
}
