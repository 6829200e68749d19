/** Takes what the sign-in page's form sends: the one thing a stranger may post. */
import { urlencoded, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import type { AttemptLimit } from './attempt-limit.ts';
import { exchangeOf } from './exchange.ts';
import { letBodyCome } from './expect-continue.ts';
import { crossSitePage } from './pages/plain-pages.ts';
import { isSafari, signInPage, type SignInTrouble } from './pages/sign-in-page.ts';
import { isOwnRequest } from './same-origin.ts';
import { sendPage } from './send.ts';
import { keepSignIn } from './sign-in-cookie.ts';

export const SIGN_IN_PATH = '/-/sign-in';
const USUAL_USER = 'guest';
const LONGEST_USER_AGENT = 400;

const form = z.object({ user: z.string().max(200), password: z.string().max(200) });

export function signInForm(attempts: AttemptLimit): RequestHandler {
  const readForm: RequestHandler = urlencoded({ extended: false, limit: '4kb', parameterLimit: 10 });
  return (request, response, next) => {
    const { path, root } = exchangeOf(request).place;
    if (path !== SIGN_IN_PATH) {
      next();
    } else if (request.method === 'GET' || request.method === 'HEAD') {
      response.redirect(303, `${root}/`);
    } else if (request.method !== 'POST') {
      response.status(405).set('Allow', 'GET, HEAD, POST').end();
    } else if (!isOwn(request)) {
      sendPage(response, 403, crossSitePage());
    } else {
      letBodyCome(response);
      readForm(request, response, (error?: unknown) => {
        if (error === undefined) attempt(attempts, request, response).catch(next);
        else next(error);
      });
    }
  };
}

/** Shows the page; `trouble` decides the status. Without `WWW-Authenticate`, which would open the browser's own dialog instead. */
export function showSignIn(request: Request, response: Response, trouble: SignInTrouble, user = USUAL_USER): void {
  const action = `${exchangeOf(request).place.root}${SIGN_IN_PATH}`;
  const safari = isSafari(request.headers['user-agent'] ?? '');
  if (trouble.kind === 'wait') response.set('Retry-After', String(trouble.seconds));
  sendPage(response, trouble.kind === 'wait' ? 429 : 401, signInPage({ action, user, trouble, safari }));
}

export function isOwn(request: Request): boolean {
  return isOwnRequest({
    method: request.method,
    host: request.headers.host ?? '',
    origin: request.headers.origin,
    secFetchSite: request.get('sec-fetch-site'),
  });
}

async function attempt(attempts: AttemptLimit, request: Request, response: Response): Promise<void> {
  const { arrival, place } = exchangeOf(request);
  const parsed = form.safeParse(request.body);
  const { user, password } = parsed.success ? parsed.data : { user: '', password: '' };
  const address = request.ip ?? '';
  const userAgent = (request.headers['user-agent'] ?? '').slice(0, LONGEST_USER_AGENT);
  const who = { address, sharedAddress: arrival.sharedAddress, slug: place.slug };
  const outcome = await attempts.run(who, () => place.gatekeeper.signIn(user.trim(), password, { address, userAgent }));
  if (outcome.kind !== 'admitted') {
    showSignIn(request, response, outcome, user === '' ? USUAL_USER : user);
    return;
  }
  if (outcome.by.signInId !== null) keepSignIn(request, outcome.by.signInId);
  // Always to the session's own page: an address taken from the request could lead elsewhere.
  response.redirect(303, `${place.root}/`);
}
