/** Takes what the sign-in page's form sends: the first of two things a stranger may post. */
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { AttemptLimit } from './attempt-limit.ts';
import { attemptOf, callerOf } from './attempt-of.ts';
import { exchangeOf } from './exchange.ts';
import { receiveForm } from './own-form.ts';
import { isSafari, signInPage, type SignInTrouble } from './pages/sign-in-page.ts';
import { sendPage } from './send.ts';
import { formTokenOf, keepSignIn } from './sign-in-cookie.ts';

export const SIGN_IN_PATH = '/-/sign-in';
const USUAL_USER = 'guest';

const form = z.object({ user: z.string().max(200), password: z.string().max(200) });

export function signInForm(attempts: AttemptLimit): RequestHandler {
  return (request, response, next) => {
    const { path, root } = exchangeOf(request).place;
    if (path !== SIGN_IN_PATH) {
      next();
    } else if (request.method === 'GET' || request.method === 'HEAD') {
      response.redirect(303, `${root}/`);
    } else if (request.method !== 'POST') {
      response.status(405).set('Allow', 'GET, HEAD, POST').end();
    } else {
      receiveForm(request, response, next, {
        accept: (fields) => attempt(attempts, fields, request, response),
        stale: () => showSignIn(request, response, { kind: 'stale' }),
      });
    }
  };
}

const statuses: Readonly<Partial<Record<SignInTrouble['kind'], number>>> = { wait: 429, stale: 403 };

/** Shows the page; `trouble` decides the status. Without `WWW-Authenticate`, which would open the browser's own dialog instead. */
export function showSignIn(request: Request, response: Response, trouble: SignInTrouble, user = USUAL_USER): void {
  const action = `${exchangeOf(request).place.root}${SIGN_IN_PATH}`;
  const safari = isSafari(request.headers['user-agent'] ?? '');
  if (trouble.kind === 'wait') response.set('Retry-After', String(trouble.seconds));
  const page = signInPage({ action, token: formTokenOf(request), user, trouble, safari });
  sendPage(response, statuses[trouble.kind] ?? 401, page);
}

async function attempt(attempts: AttemptLimit, fields: unknown, request: Request, response: Response): Promise<void> {
  const { root, gatekeeper } = exchangeOf(request).place;
  const parsed = form.safeParse(fields);
  const { user, password } = parsed.success ? parsed.data : { user: '', password: '' };
  const name = user.trim();
  const outcome = await attempts.run(attemptOf(request, gatekeeper.mayFit(name, password)), () =>
    gatekeeper.signIn(name, password, callerOf(request)),
  );
  if (outcome.kind !== 'admitted') {
    showSignIn(request, response, outcome, user === '' ? USUAL_USER : user);
    return;
  }
  if (outcome.by.signInId !== null) keepSignIn(request, outcome.by.signInId);
  // Always to the session's own page: an address taken from the request could lead elsewhere.
  response.redirect(303, `${root}/`);
}
