/** Our own addresses inside a session, below `/-/`: signing out, and the style that hides what is switched off. */
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { annotationsOffStyle, STYLE_PATH } from './annotations-off-style.ts';
import { exchangeOf } from './exchange.ts';
import { EXPRESSION_STYLE_PATH, expressionOffStyle } from './expression-off-style.ts';
import { receiveForm } from './own-form.ts';
import { EVERYWHERE, WHERE_FIELD_NAME } from './pages/form-fields.ts';
import { signedOutPage } from './pages/institute-page.ts';
import { signedInInFrontPage, signOutPage } from './pages/plain-pages.ts';
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
    } else if (place.path === EXPRESSION_STYLE_PATH && isRead) {
      response.type('css').send(expressionOffStyle);
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
  if (guest.by === 'front-server') {
    sendPage(response, 200, signedInInFrontPage(guest.name));
    return;
  }
  const page = signOutPage({
    action: `${place.root}${SIGN_OUT_PATH}`,
    token: formTokenOf(request),
    name: guest.name,
    comesBack: guest.by === 'invite',
    institute: guest.by === 'oidc',
    account: guest.by === 'account',
  });
  sendPage(response, request.method === 'POST' ? 403 : 200, page);
}

function signOut(fields: unknown, request: Request, response: Response): void {
  const exchange = exchangeOf(request);
  const { place, guest } = exchange;
  const everywhere = isEverywhere.safeParse(fields).success;
  exchange.atGate = { kind: 'left', everywhere };
  if (guest.signInId !== null) {
    const gatekeeper = guest.by === 'account' ? (place.library?.gatekeeper ?? place.gatekeeper) : place.gatekeeper;
    if (everywhere) gatekeeper.signOutEverywhere(guest.signInId);
    else gatekeeper.signOut(guest.signInId);
  }
  forgetSignIn(request, guest.by === 'account' ? 'account' : 'here');
  const { institute } = exchange;
  const back = `${place.root}/`;
  if (guest.by === 'oidc' && institute?.signOutUrl != null)
    sendPage(response, 200, signedOutPage({ name: institute.name, url: institute.signOutUrl, back }));
  else response.redirect(303, back);
}
