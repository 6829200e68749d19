/** Pass: lets through whoever is signed in, by cookie or by Basic credentials; shows a browser the sign-in page and tells programs 401. */
import type { Request, RequestHandler, Response } from 'express';
import basicAuth from 'express-basic-auth';
import { Arrivals } from './arrivals.ts';
import type { AttemptLimit } from './attempt-limit.ts';
import { accountHolder, memberHere, wayIn } from './accounts.ts';
import { exchangeOf, type Exchange, type Place } from './exchange.ts';
import { frontVisitor } from './front-visitor.ts';
import { isBrowser } from './is-browser.ts';
import type { Visitor } from './ports.ts';
import { isOwn } from './own-form.ts';
import { crossSitePage } from './pages/plain-pages.ts';
import type { SignInTrouble } from './pages/sign-in-page.ts';
import { sendMessage, sendPage, wantsPage } from './send.ts';
import { renewSignIn, signInIdOf } from './sign-in-cookie.ts';
import { showSignIn } from './sign-in-form.ts';

const REALM = 'Annotate Share';
const unauthorised = { message: 'Sign in with the user name and password that came with the link.' };

export function signIn(attempts: AttemptLimit): RequestHandler {
  const arrivals = new Arrivals();
  return (request, response, next) => {
    if (!isOwn(request)) {
      sendPage(response, 403, crossSitePage());
      return;
    }
    const exchange = exchangeOf(request);
    const admit = (visitor: Visitor) => {
      exchange.atGate = arrivals.isNews(exchange, visitor) ? { kind: 'entered', visitor } : null;
      enter(exchange, visitor, response, next);
    };
    const signInId = signInIdOf(request);
    const { gatekeeper } = exchange.place;
    const visitor =
      frontVisitor(exchange) ?? whoIsHere(request, signInId === null ? null : gatekeeper.recognise(signInId));
    if (visitor !== null) {
      if (wantsPage(request)) renewSignIn(request, visitor.by === 'account' ? 'account' : 'here');
      admit(visitor);
    } else if (request.headers.authorization === undefined && wantsPage(request)) {
      showSignIn(request, response, troubleOf(signInId, exchange.place));
    } else if (request.headers.authorization === undefined && isBrowser(request.headers)) {
      // Annotate's page, open while its sign-in was taken back: a challenge would open the browser's own dialog over it.
      sendMessage(response, 401, 'You are signed out. Reload the page to sign in again.');
    } else {
      withBasic(attempts, request, response, admit);
    }
  };
}

/** A personal link was opened on purpose and goes before an account, which goes before the link that everybody has. */
function whoIsHere(request: Request, here: Visitor | null): Visitor | null {
  if (exchangeOf(request).place.at === 'library' || (here !== null && here.by !== 'general-link')) return here;
  const holder = accountHolder(request);
  return (holder === null ? null : memberHere(request, holder)) ?? here;
}

/** Tells the session, for as long as the answer takes: nobody who is inside is to find the host put to sleep. */
function enter(exchange: Exchange, visitor: Visitor, response: Response, next: () => void): void {
  exchange.visitor = visitor;
  // One that is gone already closes no second time.
  if (exchange.place.at === 'session' && !response.closed) response.once('close', exchange.door.entered());
  next();
}

function withBasic(
  attempts: AttemptLimit,
  request: Request,
  response: Response,
  admit: (visitor: Visitor) => void,
): void {
  let visitor: Visitor | null = null;
  const guard = basicAuth({
    authorizeAsync: true,
    authorizer: (user, password, answer) => {
      // Never answers with an error: the library would throw it where nobody can catch it.
      const decide = async () => {
        const { gatekeeper, attempt, byAccount } = wayIn(request, user, password);
        const admitted = (who: Visitor | null) => (byAccount && who !== null ? memberHere(request, who) : who);
        const known = gatekeeper.recogniseProgram(user, password);
        visitor = admitted(known);
        if (visitor !== null) {
          answer(null, true);
          return;
        }
        const outcome = await attempts.run(attempt, () => gatekeeper.admitProgram(user, password));
        if (outcome.kind === 'wait') {
          tellToWait(response, outcome.seconds);
          return;
        }
        if (outcome.kind === 'admitted') visitor = admitted(outcome.by);
        answer(null, visitor !== null);
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
function troubleOf(signInId: string | null, { gatekeeper, isOverFor }: Place): SignInTrouble {
  if (signInId !== null && isOverFor?.(signInId) === true) return { kind: 'over' };
  const ending = signInId === null ? null : gatekeeper.endingOf(signInId);
  return ending === null || ending === 'signed-out' ? { kind: 'none' } : { kind: ending };
}

function tellToWait(response: Response, seconds: number): void {
  response.set('Retry-After', String(seconds));
  sendMessage(response, 429, `Too many tries that did not fit. Wait ${seconds} seconds, then try again.`);
}
