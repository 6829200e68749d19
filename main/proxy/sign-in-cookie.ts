/** The signed cookie that holds one sign-in's id and nothing else, for the path of one session. */
import cookieSession from 'cookie-session';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { exchangeOf } from './exchange.ts';

export const COOKIE_NAME = 'annotate-share';
/** A guest's annotations hang on this cookie: losing it is losing sight of them. */
const KEPT_FOR_MS = 90 * 24 * 60 * 60_000;

const contents = z.object({ id: z.string().min(1).max(64) });

/** Must run once the session is known: each session has a cookie of its own, by its path. */
export function signInCookie(keys: readonly string[]): RequestHandler {
  const middleware = cookieSession({
    name: COOKIE_NAME,
    keys: [...keys],
    httpOnly: true,
    sameSite: 'lax',
    maxAge: KEPT_FOR_MS,
  });
  return (request, response, next) => {
    middleware(request, response, (error?: unknown) => {
      request.sessionOptions.path = `${exchangeOf(request).place.root}/`;
      request.sessionOptions.secure = request.secure;
      next(error);
    });
  };
}

export function signInIdOf(request: Request): string | null {
  const { session } = request;
  const parsed = contents.safeParse(session);
  return parsed.success ? parsed.data.id : null;
}

export function keepSignIn(request: Request, id: string): void {
  request.session = { id };
}

export function forgetSignIn(request: Request): void {
  request.session = null;
}
