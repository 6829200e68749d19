/** The signed cookies of one session's path and of the whole server: the sign-in's id, or that there once was one, and our forms' token. */
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
/** Of an account's sign-in, for everything below the base path. Another name: a browser sends both to a session. */
export const ACCOUNT_COOKIE_NAME = 'annotate-share-account';
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

/** `here`: of the place that is asked for. At the library's own address both are the same. */
type Which = 'here' | 'account';
const jars = new WeakMap<IncomingMessage, Readonly<Record<Which, Jar>>>();

/** Must run once the session is known: each session has a cookie of its own, by its path. */
export function signInCookie(keys: () => readonly string[], basePath: string): RequestHandler {
  const ofSession = cookieJars(keys, COOKIE_NAME);
  const ofAccount = cookieJars(keys, ACCOUNT_COOKIE_NAME);
  return (request, response, next) => {
    const { at, root } = exchangeOf(request).place;
    const account = ofAccount(request, response, `${basePath}/`);
    jars.set(request, { account, here: at === 'library' ? account : ofSession(request, response, `${root}/`) });
    next();
  };
}

function cookieJars(keys: () => readonly string[], name: string) {
  const verified = new Verified(keys);
  const signer = new CookieSigner(keys);
  return (request: Request, response: Response, path: string): Jar => {
    const { secure } = request;
    const open = (setHeader: SetHeader) =>
      new Cookies(request, headersOnly(response, setHeader), { keys: signer, secure });
    let written: string | undefined;
    return {
      // Reading sets nothing: the library would take away a signature that is not ours, for all paths.
      read: () =>
        written ??
        verified.valueOf(request.headers.cookie ?? '', () => open(() => undefined).get(name, { signed: true })),
      write: (value, maxAge) => {
        written = value;
        open((header, content) => response.setHeader(header, content)).set(name, value, {
          signed: true,
          overwrite: true,
          httpOnly: true,
          sameSite: 'lax',
          maxAge,
          path,
          secure,
        });
      },
    };
  };
}

export function signInIdOf(request: Request, which: Which = 'here'): string | null {
  return read(request, which).id ?? null;
}

/** The sign-in that this browser holds or once held here: the signature says that it did. */
export function knownBrowserOf(request: Request, which: Which = 'here'): string | null {
  const { id, was } = read(request, which);
  return id ?? was ?? null;
}

export function keepSignIn(request: Request, id: string, which: Which = 'here'): void {
  write(request, { id, at: Date.now(), form: read(request, which).form }, which);
}

/** Gives the cookie of a browser that came back after days its full time again, signed with the newest key. */
export function renewSignIn(request: Request, which: Which = 'here'): void {
  const { id, at = 0, form } = read(request, which);
  if (id !== undefined && Date.now() - at > RENEWED_AFTER_MS) write(request, { id, at: Date.now(), form }, which);
}

export function forgetSignIn(request: Request, which: Which = 'here'): void {
  const { id, was, form } = read(request, which);
  write(request, { was: id ?? was, at: Date.now(), form }, which);
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

function read(request: Request, which: Which = 'here'): Contents {
  const value = jarOf(request, which).read();
  if (value === undefined) return {};
  try {
    return contents.safeParse(JSON.parse(Buffer.from(value, 'base64').toString('utf8'))).data ?? {};
  } catch {
    return {};
  }
}

/** Somebody who was never signed in keeps the cookie no longer than the browser is open. */
function write(request: Request, kept: Contents, which: Which = 'here'): void {
  const isStranger = kept.id === undefined && kept.was === undefined;
  const value = Buffer.from(JSON.stringify(kept)).toString('base64');
  jarOf(request, which).write(value, isStranger ? undefined : COOKIE_LIFE_MS);
}

function jarOf(request: Request, which: Which): Jar {
  const jar = jars.get(request)?.[which];
  if (jar === undefined) throw new Error('a pass asked for the sign-in cookie before its session was known');
  return jar;
}

type SetHeader = (name: string, value: string | string[]) => unknown;

/** Given Express's answer, the library would write to it past HTTP/2; of this one it knows nothing but the headers. */
export function headersOnly(response: Response, setHeader: SetHeader): ServerResponse {
  return { getHeader: (name: string) => response.getHeader(name), setHeader } as unknown as ServerResponse;
}
