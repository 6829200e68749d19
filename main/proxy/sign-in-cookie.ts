/** The signed cookie of one session's path: the sign-in's id, or that there once was one, and the token of our own forms. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import cookieSession from 'cookie-session';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { COOKIE_LIFE_MS } from '../store/cookie-keys.ts';
import { CookieSigner } from './cookie-signer.ts';
import { exchangeOf } from './exchange.ts';

export const COOKIE_NAME = 'annotate-share';
/** A guest's annotations hang on this cookie: in a browser that comes back it never runs out. */
const RENEWED_AFTER_MS = COOKIE_LIFE_MS / 12;

const text = z.string().min(1).max(64);
const contents = z.object({
  /** The sign-in that this browser holds. */
  id: text.optional(),
  /** The one it held before it signed out. */
  was: text.optional(),
  /** When the cookie was written last, in milliseconds. */
  at: z.number().optional(),
  form: text.optional(),
});
type Contents = z.infer<typeof contents>;

/** Must run once the session is known: each session has a cookie of its own, by its path. */
export function signInCookie(keys: () => readonly string[]): RequestHandler {
  const signer = new CookieSigner(keys);
  const middleware = cookieSession({ name: COOKIE_NAME, keys: signer, httpOnly: true, sameSite: 'lax' });
  return (request, response, next) => {
    middleware(request, response, (error?: unknown) => {
      request.sessionOptions.path = `${exchangeOf(request).place.root}/`;
      request.sessionOptions.secure = request.secure;
      next(error);
    });
  };
}

export function signInIdOf(request: Request): string | null {
  return read(request).id ?? null;
}

/** The sign-in that this browser holds or once held here: the signature says that it did. */
export function knownBrowserOf(request: Request): string | null {
  const { id, was } = read(request);
  return id ?? was ?? null;
}

export function keepSignIn(request: Request, id: string): void {
  write(request, { id, at: Date.now(), form: read(request).form });
}

/** Gives the cookie of a browser that came back after days its full time again, signed with the newest key. */
export function renewSignIn(request: Request): void {
  const { id, at = 0, form } = read(request);
  if (id !== undefined && Date.now() - at > RENEWED_AFTER_MS) write(request, { id, at: Date.now(), form });
}

export function forgetSignIn(request: Request): void {
  const { id, was, form } = read(request);
  write(request, { was: id ?? was, at: Date.now(), form });
}

/** What a form of ours carries, and only this browser's cookie: no other page can know it. */
export function formTokenOf(request: Request): string {
  const known = read(request);
  if (known.form !== undefined) return known.form;
  const form = randomBytes(16).toString('hex');
  write(request, { ...known, form });
  return form;
}

export function isFormToken(request: Request, offered: string): boolean {
  const expected = Buffer.from(read(request).form ?? '');
  const given = Buffer.from(offered);
  return expected.length > 0 && expected.length === given.length && timingSafeEqual(expected, given);
}

function read(request: Request): Contents {
  return contents.safeParse(request.session).data ?? {};
}

/** Somebody who was never signed in keeps the cookie no longer than the browser is open. */
function write(request: Request, { id, was, at, form }: Contents): void {
  const isStranger = id === undefined && was === undefined;
  request.sessionOptions.maxAge = isStranger ? undefined : COOKIE_LIFE_MS;
  request.session = JSON.parse(JSON.stringify({ id, was, at, form })) as Contents;
}
