/** Personal links: opening one shows a page with a button, and only the button signs in; a program that looks ahead at links changes nothing. */
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { AttemptLimit, Outcome } from './attempt-limit.ts';
import { attemptOf, callerOf } from './attempt-of.ts';
import { exchangeOf } from './exchange.ts';
import { receiveForm } from './own-form.ts';
import { deadLinkPage, invitePage, type InviteTrouble } from './pages/invite-page.ts';
import type { Invitation } from './ports.ts';
import { sendPage } from './send.ts';
import { formTokenOf, keepSignIn, signInIdOf } from './sign-in-cookie.ts';

export const INVITE_PATH = '/-/invite/';

export function inviteLink(attempts: AttemptLimit): RequestHandler {
  return (request, response, next) => {
    const { path } = exchangeOf(request).place;
    if (!path.startsWith(INVITE_PATH)) {
      next();
      return;
    }
    // The link is the secret: the page that follows must not find it in `document.referrer`. The form's own Origin stays.
    response.set('Referrer-Policy', 'strict-origin');
    answer(attempts, path.slice(INVITE_PATH.length), request, response, next).catch(next);
  };
}

async function answer(
  attempts: AttemptLimit,
  token: string,
  request: Request,
  response: Response,
  next: NextFunction,
): Promise<void> {
  if (!['GET', 'HEAD', 'POST'].includes(request.method)) {
    response.status(405).set('Allow', 'GET, HEAD, POST').end();
    return;
  }
  const invitation = exchangeOf(request).place.gatekeeper.readInvite(token);
  const outcome = await attempts.run(attemptOf(request, invitation !== null), () => invitation);
  if (outcome.kind !== 'admitted') showDead(response, outcome);
  else if (request.method !== 'POST') show(outcome.by, { kind: 'none' }, request, response);
  else {
    receiveForm(request, response, next, {
      accept: () => accept(token, request, response),
      stale: () => show(outcome.by, { kind: 'stale' }, request, response),
    });
  }
}

function show(invitation: Invitation, trouble: InviteTrouble, request: Request, response: Response): void {
  const { place } = exchangeOf(request);
  const before = signInIdOf(request);
  const visitor = before === null ? null : place.gatekeeper.recognise(before);
  if (visitor?.collaborator === invitation.collaborator) {
    response.redirect(303, `${place.root}/`);
    return;
  }
  const { name } = invitation;
  const page = invitePage({ name, token: formTokenOf(request), trouble, instead: visitor?.name ?? null });
  sendPage(response, trouble.kind === 'none' ? 200 : 403, page);
}

function accept(token: string, request: Request, response: Response): void {
  const exchange = exchangeOf(request);
  const { gatekeeper, root } = exchange.place;
  const before = signInIdOf(request);
  // Read once more: while the form came in, the link may have been revoked.
  const visitor = gatekeeper.acceptInvite(token, callerOf(request), before);
  if (visitor === null) {
    showDead(response, { kind: 'wrong' });
    return;
  }
  if (visitor.signInId !== before) exchange.atGate = { kind: 'entered', visitor };
  if (visitor.signInId !== null) keepSignIn(request, visitor.signInId);
  response.redirect(303, `${root}/`);
}

/** One answer for whatever is wrong with a link. */
function showDead(response: Response, outcome: Exclude<Outcome<never>, { kind: 'admitted' }>): void {
  if (outcome.kind === 'wait') response.set('Retry-After', String(outcome.seconds));
  sendPage(response, outcome.kind === 'wait' ? 429 : 404, deadLinkPage());
}
