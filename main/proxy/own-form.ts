/** Receives what forms of our own pages send: made by a page of ours, small, and with the token that only this browser was given. */
import { urlencoded, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { letBodyCome } from './expect-continue.ts';
import { TOKEN_FIELD_NAME } from './pages/form-fields.ts';
import { crossSitePage } from './pages/plain-pages.ts';
import { isOwnRequest } from './same-origin.ts';
import { sendPage } from './send.ts';
import { isFormToken } from './sign-in-cookie.ts';

const readForm: RequestHandler = urlencoded({ extended: false, limit: '4kb', parameterLimit: 10 });
const tokenForm = z.object({ [TOKEN_FIELD_NAME]: z.string().max(64) });

export interface FormHandlers {
  readonly accept: (fields: unknown) => Promise<void> | void;
  /** The page was open too long, or the browser keeps no cookies: nothing was looked at. */
  readonly stale: () => void;
}

export function receiveForm(request: Request, response: Response, next: NextFunction, handlers: FormHandlers): void {
  if (!isOwn(request)) {
    sendPage(response, 403, crossSitePage());
    return;
  }
  letBodyCome(response);
  void readForm(request, response, (error?: unknown) => {
    if (error !== undefined) {
      next(error);
      return;
    }
    const token = tokenForm.safeParse(request.body).data?.[TOKEN_FIELD_NAME] ?? '';
    if (!isFormToken(request, token)) {
      handlers.stale();
      return;
    }
    const accept = async () => handlers.accept(request.body);
    accept().catch(next);
  });
}

export function isOwn(request: Request): boolean {
  return isOwnRequest({
    method: request.method,
    host: request.headers.host ?? '',
    origin: request.headers.origin,
    secFetchSite: request.get('sec-fetch-site'),
  });
}
