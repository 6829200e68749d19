/** Pass: lets through whoever is signed in, by cookie or by Basic credentials; shows a browser the sign-in page and tells programs 401. */
import type { Request, RequestHandler, Response } from 'express';
import basicAuth from 'express-basic-auth';
import type { AttemptLimit } from './attempt-limit.ts';
import { attemptOf } from './attempt-of.ts';
import { exchangeOf, type Exchange } from './exchange.ts';
import { frontVisitor } from './front-visitor.ts';
import { isBrowser } from './is-browser.ts';
import type { Gatekeeper, Visitor } from './ports.ts';
import { isOwn } from './own-form.ts';
import { crossSitePage } from './pages/plain-pages.ts';
import type { SignInTrouble } from './pages/sign-in-page.ts';
import { sendMessage, sendPage, wantsPage } from './send.ts';
import { renewSignIn, signInIdOf } from './sign-in-cookie.ts';
import { showSignIn } from './sign-in-form.ts';

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
    const { gatekeeper } = exchange.place;
    const visitor = frontVisitor(exchange) ?? (signInId === null ? null : gatekeeper.recognise(signInId));
    if (visitor !== null) {
      if (wantsPage(request)) renewSignIn(request);
      enter(exchange, visitor, response, next);
    } else if (request.headers.authorization === undefined && wantsPage(request)) {
      showSignIn(request, response, troubleOf(signInId, gatekeeper));
    } else if (request.headers.authorization === undefined && isBrowser(request.headers)) {
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
  const { gatekeeper } = exchangeOf(request).place;
  let visitor: Visitor | null = null;
  const guard = basicAuth({
    authorizeAsync: true,
    authorizer: (user, password, answer) => {
      // Never answers with an error: the library would throw it where nobody can catch it.
      const decide = async () => {
        visitor = gatekeeper.recogniseProgram(user, password);
        if (visitor !== null) {
          answer(null, true);
          return;
        }
        const outcome = await attempts.run(attemptOf(request, gatekeeper.mayFit(user, password)), () =>
          gatekeeper.admitProgram(user, password),
        );
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

/** A browser that was in is told why it is not any more; one that signed out itself knows. */
function troubleOf(signInId: string | null, gatekeeper: Gatekeeper): SignInTrouble {
  const ending = signInId === null ? null : gatekeeper.endingOf(signInId);
  return ending === null || ending === 'signed-out' ? { kind: 'none' } : { kind: ending };
}

function tellToWait(response: Response, seconds: number): void {
  response.set('Retry-After', String(seconds));
  sendMessage(response, 429, `Too many tries that did not fit. Wait ${seconds} seconds, then try again.`);
}
