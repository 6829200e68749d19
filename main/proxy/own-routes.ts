/** Our own addresses inside a session, below `/-/`: signing out, and the style that hides what is switched off. */
import type { RequestHandler } from 'express';
import { annotationsOffStyle, STYLE_PATH } from './annotations-off-style.ts';
import { exchangeOf } from './exchange.ts';
import { signOutPage } from './pages/plain-pages.ts';
import { sendPage } from './send.ts';
import { forgetSignIn } from './sign-in-cookie.ts';

export const SIGN_OUT_PATH = '/-/sign-out';

/** After the sign-in: only somebody who is signed in gets here. */
export function ownRoutes(): RequestHandler {
  return (request, response, next) => {
    const { place, guest } = exchangeOf(request);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (place.path === STYLE_PATH && isRead) {
      response.type('css').send(annotationsOffStyle);
    } else if (place.path === SIGN_OUT_PATH && isRead) {
      sendPage(response, 200, signOutPage(`${place.root}${SIGN_OUT_PATH}`, guest.name));
    } else if (place.path === SIGN_OUT_PATH && request.method === 'POST') {
      if (guest.signInId !== null) place.gatekeeper.signOut(guest.signInId);
      forgetSignIn(request);
      response.redirect(303, `${place.root}/`);
    } else {
      next();
    }
  };
}
