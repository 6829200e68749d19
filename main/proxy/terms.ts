/** Pass: shows what the owner asks people to agree to, records that they do, and lets nobody by who has not. */
import { json, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { exchangeOf } from './exchange.ts';
import { letBodyCome } from './expect-continue.ts';
import { receiveForm } from './own-form.ts';
import { ACCEPT_FIELD_NAME } from './pages/form-fields.ts';
import { termsPage, type TermsTrouble } from './pages/terms-page.ts';
import type { Terms } from './ports.ts';
import { sendMessage, sendPage, wantsPage } from './send.ts';
import { formTokenOf } from './sign-in-cookie.ts';
import { judgeTerms } from './terms-policy.ts';

export const TERMS_PATH = '/-/terms';

const readJson: RequestHandler = json({ limit: '4kb', strict: true });
const acceptance = z.object({ [ACCEPT_FIELD_NAME]: z.string().max(200) });

export function terms(): RequestHandler {
  return (request, response, next) => {
    const exchange = exchangeOf(request);
    const { door, guest, place } = exchange;
    const asked = door.terms;
    const verdict = judgeTerms({
      asked: asked !== null,
      accepted: asked?.hasAccepted(guest.collaborator) ?? false,
      atTerms: place.path === TERMS_PATH,
      method: request.method,
      wantsPage: wantsPage(request),
    });
    if (asked === null || verdict === 'go-on' || verdict === 'nothing-here') {
      // Where nothing is asked, this address is as unknown as any other.
      next();
      return;
    }
    switch (verdict) {
      case 'show':
      case 'ask':
        exchange.atTerms = { kind: 'shown' };
        show(asked, { kind: 'none' }, request, response, verdict === 'ask' ? 403 : 200);
        return;
      case 'tell':
        tell(asked, request, response);
        return;
      case 'accept':
        receive(asked, request, response, next);
        return;
      case 'refuse':
        exchange.atTerms = { kind: 'refused' };
        refuse(request, response);
        return;
      case 'not-allowed':
        response.status(405).set('Allow', 'GET, HEAD, POST').end();
    }
  };
}

function show(asked: Terms, trouble: TermsTrouble, request: Request, response: Response, status: number): void {
  const { guest, place } = exchangeOf(request);
  const page = termsPage({
    terms: asked,
    name: guest.name,
    accepted: asked.hasAccepted(guest.collaborator),
    root: place.root,
    token: formTokenOf(request),
    trouble,
  });
  sendPage(response, status, page);
}

function tell(asked: Terms, request: Request, response: Response): void {
  const { title, contact, terms: text, hash } = asked;
  const accepted = asked.hasAccepted(exchangeOf(request).guest.collaborator);
  response.json({ title, contact, terms: text, hash, accepted });
}

function refuse(request: Request, response: Response): void {
  const where = `${exchangeOf(request).place.root}${TERMS_PATH}`;
  sendMessage(
    response,
    403,
    `The owner of this dataset asks you to accept its terms first. In a browser, load the page again. In a program, read ${where} and send its hash there: POST {"accept": hash}.`,
  );
}

/**
 * A browser's form carries its token. JSON is for programs: no page of another site can send it with somebody's cookie or password, since
 * browsers would ask us first, and we never say yes. What says that it comes from elsewhere was turned away before the sign-in.
 */
function receive(asked: Terms, request: Request, response: Response, next: NextFunction): void {
  if (request.is('application/json') === false) {
    receiveForm(request, response, next, {
      accept: (fields) => acceptForm(asked, fields, request, response),
      stale: () => show(asked, { kind: 'stale' }, request, response, 403),
    });
    return;
  }
  letBodyCome(response);
  void readJson(request, response, (error?: unknown) => {
    if (error !== undefined) next(error);
    else if (!accept(asked, request.body, request))
      sendMessage(response, 409, 'This is not the hash of the terms as they are now. Read them again.');
    else tell(asked, request, response);
  });
}

function acceptForm(asked: Terms, fields: unknown, request: Request, response: Response): void {
  if (accept(asked, fields, request)) response.redirect(303, `${exchangeOf(request).place.root}/`);
  else show(asked, { kind: 'changed' }, request, response, 409);
}

/** Only what was read can be accepted: the hash is that of the page that was shown. */
function accept(asked: Terms, sent: unknown, request: Request): boolean {
  const exchange = exchangeOf(request);
  if (acceptance.safeParse(sent).data?.[ACCEPT_FIELD_NAME] !== asked.hash) return false;
  asked.accept(exchange.guest);
  exchange.atTerms = { kind: 'accepted', hash: asked.hash };
  return true;
}
