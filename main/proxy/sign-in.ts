/** Pass: lets through whoever is signed in, by cookie or by Basic credentials; shows a browser the sign-in page and tells programs 401. */
import type { Request, RequestHandler, Response } from 'express';
import basicAuth from 'express-basic-auth';
import type { AttemptLimit } from './attempt-limit.ts';
import { exchangeOf, type Exchange } from './exchange.ts';
import type { Visitor } from './ports.ts';
import { crossSitePage } from './pages/plain-pages.ts';
import { sendMessage, sendPage, wantsPage } from './send.ts';
import { signInIdOf } from './sign-in-cookie.ts';
import { isOwn, showSignIn } from './sign-in-form.ts';

const REALM = 'Annotate Share';
const unauthorised = { message: 'Sign in with the user name and password that came with the link.' };

export function signIn(attempts: AttemptLimit): RequestHandler {
  return (request, response, next) => {
    if (!isOwn(request)) {
      sendPage(response, 403, crossSitePage());
      return;
    }
    const exchange = exchangeOf(request);
    const signInId = signInIdOf(request);
    exchange.visitor = signInId === null ? null : exchange.place.gatekeeper.recognise(signInId);
    const { visitor } = exchange;
    if (visitor !== null) {
      enter(exchange, visitor, response, next);
    } else if (request.headers.authorization === undefined && wantsPage(request)) {
      showSignIn(request, response, { kind: 'none' });
    } else if (request.headers.authorization === undefined && isBrowser(request)) {
      // Annotate's page, open while its sign-in was taken back: a challenge would open the browser's own dialog over it.
      sendMessage(response, 401, 'You are signed out. Reload the page to sign in again.');
    } else {
      withBasic(attempts, request, response, (program) => enter(exchange, program, response, next));
    }
  };
}

/** Tells the session, for as long as the answer takes: nobody who is inside is to find the host put to sleep. */
function enter(exchange: Exchange, visitor: Visitor, response: Response, next: () => void): void {
  exchange.visitor = visitor;
  // One that is gone already closes no second time.
  if (!response.closed) response.once('close', exchange.door.entered());
  next();
}

function withBasic(
  attempts: AttemptLimit,
  request: Request,
  response: Response,
  admit: (visitor: Visitor) => void,
): void {
  const { arrival, place } = exchangeOf(request);
  const attempt = { address: request.ip ?? '', sharedAddress: arrival.sharedAddress, slug: place.slug };
  let visitor: Visitor | null = null;
  const guard = basicAuth({
    authorizeAsync: true,
    authorizer: (user, password, answer) => {
      // Never answers with an error: the library would throw it where nobody can catch it.
      const decide = async () => {
        visitor = place.gatekeeper.recogniseProgram(user, password);
        if (visitor !== null) {
          answer(null, true);
          return;
        }
        const outcome = await attempts.run(attempt, () => place.gatekeeper.admitProgram(user, password));
        if (outcome.kind === 'wait') {
          tellToWait(response, outcome.seconds);
          return;
        }
        if (outcome.kind === 'admitted') visitor = outcome.by;
        answer(null, outcome.kind === 'admitted');
      };
      decide().catch(() => answer(null, false));
    },
    challenge: true,
    realm: REALM,
    unauthorizedResponse: unauthorised,
  });
  void guard(request, response, () => {
    if (visitor !== null) admit(visitor);
  });
}

function tellToWait(response: Response, seconds: number): void {
  response.set('Retry-After', String(seconds));
  sendMessage(response, 429, `Too many tries that did not fit. Wait ${seconds} seconds, then try again.`);
}

/** Browsers send `Sec-Fetch-*` only to https and to this computer; on a plain network their name has to do. */
function isBrowser(request: Request): boolean {
  return request.get('sec-fetch-mode') !== undefined || (request.headers['user-agent'] ?? '').startsWith('Mozilla/');
}
