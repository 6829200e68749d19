/** Takes what the sign-in page's form sends: the first of two things a stranger may post. */
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { AttemptLimit } from './attempt-limit.ts';
import { accountHolder, USUAL_USER, wayIn } from './accounts.ts';
import { callerOf } from './attempt-of.ts';
import { exchangeOf, type Place } from './exchange.ts';
import { receiveForm } from './own-form.ts';
import { isSafari, signInPage, type SignInTrouble } from './pages/sign-in-page.ts';
import { sendPage, wantsPage } from './send.ts';
import { formTokenOf, keepSignIn } from './sign-in-cookie.ts';

export const SIGN_IN_PATH = '/-/sign-in';

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
export function showSignIn(request: Request, response: Response, trouble: SignInTrouble, tried = ''): void {
  const { place, arrival, institute } = exchangeOf(request);
  const action = `${place.root}${SIGN_IN_PATH}`;
  const user = tried === '' && place.at === 'session' ? USUAL_USER : tried;
  const holder = place.at === 'session' ? accountHolder(request) : null;
  const account =
    holder === null ? null : { name: holder.name, gallery: arrival.onlySlug === null ? `${basePathOf(place)}/` : null };
  const asked = wantsPage(request) ? `${place.path}${place.search}` : '/';
  const offered =
    institute === null || place.at === 'library' ? null : { ...institute, href: institute.href(place.slug, asked) };
  const safari = isSafari(request.headers['user-agent'] ?? '');
  if (trouble.kind === 'wait') response.set('Retry-After', String(trouble.seconds));
  const page = signInPage({
    action,
    token: formTokenOf(request),
    user,
    trouble,
    safari,
    at: place.at,
    account,
    institute: offered,
  });
  sendPage(response, statuses[trouble.kind] ?? 401, page);
}

/** Where the gallery is, seen from one of the sessions. */
function basePathOf({ root, slug }: Place): string {
  return root.slice(0, root.length - `/d/${slug}`.length);
}

async function attempt(attempts: AttemptLimit, fields: unknown, request: Request, response: Response): Promise<void> {
  const { root } = exchangeOf(request).place;
  const parsed = form.safeParse(fields);
  const { user, password } = parsed.success ? parsed.data : { user: '', password: '' };
  const name = user.trim();
  const { gatekeeper, attempt: tried, byAccount } = wayIn(request, name, password);
  const outcome = await attempts.run(tried, () => gatekeeper.signIn(name, password, callerOf(request)));
  if (outcome.kind !== 'admitted') {
    showSignIn(request, response, outcome, user);
    return;
  }
  exchangeOf(request).atGate = { kind: 'entered', visitor: outcome.by };
  if (outcome.by.signInId !== null) keepSignIn(request, outcome.by.signInId, byAccount ? 'account' : 'here');
  // Always to the session's own page: an address taken from the request could lead elsewhere.
  response.redirect(303, `${root}/`);
}
