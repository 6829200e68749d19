/** The signed cookie of one session's path: the sign-in's id, or that there once was one, and the token of our own forms. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import Cookies from 'cookies';
import type { Request, RequestHandler, Response } from 'express';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { COOKIE_LIFE_MS } from '../store/cookie-keys.ts';
import { CookieSigner } from './cookie-signer.ts';
import { exchangeOf } from './exchange.ts';

export const COOKIE_NAME = 'annotate-share';
/** A guest's annotations hang on this cookie: in a browser that comes back it never runs out. */
const RENEWED_AFTER_MS = COOKIE_LIFE_MS / 12;

const REMEMBERED_AT_MOST = 1000;
const REMEMBERED_LENGTH = 2048;

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

interface Jar {
  read(): string | undefined;
  /** @param maxAge in milliseconds; undefined for as long as the browser is open */
  write(value: string, maxAge: number | undefined): void;
}

const jars = new WeakMap<IncomingMessage, Jar>();

/** Must run once the session is known: each session has a cookie of its own, by its path. */
export function signInCookie(keys: () => readonly string[]): RequestHandler {
  const verified = new Verified(keys);
  const signer = new CookieSigner(keys);
  return (request, response, next) => {
    const { secure } = request;
    const open = (setHeader: SetHeader) =>
      new Cookies(request, headersOnly(response, setHeader), { keys: signer, secure });
    let written: string | undefined;
    jars.set(request, {
      // Reading sets nothing: the library would take away a signature that is not ours, for all paths.
      read: () =>
        written ??
        verified.valueOf(request.headers.cookie ?? '', () => open(() => undefined).get(COOKIE_NAME, { signed: true })),
      write: (value, maxAge) => {
        written = value;
        open((name, content) => response.setHeader(name, content)).set(COOKIE_NAME, value, {
          signed: true,
          overwrite: true,
          httpOnly: true,
          sameSite: 'lax',
          maxAge,
          path: `${exchangeOf(request).place.root}/`,
          secure,
        });
      },
    });
    next();
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

/** What cookie headers were found to hold: as long as the keys are the same, a signature that was right stays right. */
class Verified {
  readonly #keys: () => readonly string[];
  readonly #values = new LRUCache<string, string>({ max: REMEMBERED_AT_MOST });
  #by: readonly string[] = [];

  /** @param keys gives the same array until they change */
  constructor(keys: () => readonly string[]) {
    this.#keys = keys;
  }

  valueOf(header: string, verify: () => string | undefined): string | undefined {
    const by = this.#keys();
    if (by !== this.#by) this.#values.clear();
    this.#by = by;
    const known = this.#values.get(header);
    if (known !== undefined) return known;
    const value = verify();
    if (value !== undefined && header.length <= REMEMBERED_LENGTH) this.#values.set(header, value);
    return value;
  }
}

function read(request: Request): Contents {
  const value = jarOf(request).read();
  if (value === undefined) return {};
  try {
    return contents.safeParse(JSON.parse(Buffer.from(value, 'base64').toString('utf8'))).data ?? {};
  } catch {
    return {};
  }
}

/** Somebody who was never signed in keeps the cookie no longer than the browser is open. */
function write(request: Request, kept: Contents): void {
  const isStranger = kept.id === undefined && kept.was === undefined;
  const value = Buffer.from(JSON.stringify(kept)).toString('base64');
  jarOf(request).write(value, isStranger ? undefined : COOKIE_LIFE_MS);
}

function jarOf(request: Request): Jar {
  const jar = jars.get(request);
  if (jar === undefined) throw new Error('a pass asked for the sign-in cookie before its session was known');
  return jar;
}

type SetHeader = (name: string, value: string | string[]) => unknown;

/** Given Express's answer, the library would write to it past HTTP/2; of this one it knows nothing but the headers. */
function headersOnly(response: Response, setHeader: SetHeader): ServerResponse {
  return { getHeader: (name: string) => response.getHeader(name), setHeader } as unknown as ServerResponse;
}
