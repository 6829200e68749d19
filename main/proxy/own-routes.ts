/** Our own addresses inside a session, below `/-/`: signing out, and the style that hides what is switched off. */
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { annotationsOffStyle, STYLE_PATH } from './annotations-off-style.ts';
import { exchangeOf } from './exchange.ts';
import { receiveForm } from './own-form.ts';
import { EVERYWHERE, WHERE_FIELD_NAME } from './pages/form-fields.ts';
import { signOutPage } from './pages/plain-pages.ts';
import { sendPage } from './send.ts';
import { forgetSignIn, formTokenOf } from './sign-in-cookie.ts';

export const SIGN_OUT_PATH = '/-/sign-out';

const isEverywhere = z.object({ [WHERE_FIELD_NAME]: z.literal(EVERYWHERE) });

/** After the sign-in: only somebody who is signed in gets here. */
export function ownRoutes(): RequestHandler {
  return (request, response, next) => {
    const { place } = exchangeOf(request);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (place.path === STYLE_PATH && isRead) {
      response.type('css').send(annotationsOffStyle);
    } else if (place.path === SIGN_OUT_PATH && isRead) {
      askToSignOut(request, response);
    } else if (place.path === SIGN_OUT_PATH && request.method === 'POST') {
      receiveForm(request, response, next, {
        accept: (fields) => signOut(fields, request, response),
        stale: () => askToSignOut(request, response),
      });
    } else {
      next();
    }
  };
}

function askToSignOut(request: Request, response: Response): void {
  const { place, guest } = exchangeOf(request);
  const page = signOutPage({
    action: `${place.root}${SIGN_OUT_PATH}`,
    token: formTokenOf(request),
    name: guest.name,
    comesBack: guest.by === 'invite',
  });
  sendPage(response, request.method === 'POST' ? 403 : 200, page);
}

function signOut(fields: unknown, request: Request, response: Response): void {
  const { place, guest } = exchangeOf(request);
  if (guest.signInId !== null) {
    if (isEverywhere.safeParse(fields).success) place.gatekeeper.signOutEverywhere(guest.signInId);
    else place.gatekeeper.signOut(guest.signInId);
  }
  forgetSignIn(request);
  response.redirect(303, `${place.root}/`);
}
