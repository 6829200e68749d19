/** The signed cookie that holds one sign-in's id and nothing else, for the path of one session. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import Cookies from 'cookies';
import type { Request, RequestHandler, Response } from 'express';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { exchangeOf } from './exchange.ts';

export const COOKIE_NAME = 'annotate-share';
/** A guest's annotations hang on this cookie: losing it is losing sight of them. */
const KEPT_FOR_MS = 90 * 24 * 60 * 60_000;

const REMEMBERED_AT_MOST = 1000;
const REMEMBERED_LENGTH = 2048;

const contents = z.object({ id: z.string().min(1).max(64) });

interface Jar {
  read(): string | undefined;
  write(value: string | null): void;
}

const jars = new WeakMap<IncomingMessage, Jar>();

/** Must run once the session is known: each session has a cookie of its own, by its path. */
export function signInCookie(keys: readonly string[]): RequestHandler {
  /** What cookie headers were found to hold: with these keys a signature that was right stays right. */
  const verified = new LRUCache<string, string>({ max: REMEMBERED_AT_MOST });
  return (request, response, next) => {
    const { secure } = request;
    const open = (setHeader: SetHeader) =>
      new Cookies(request, headersOnly(response, setHeader), { keys: [...keys], secure });
    jars.set(request, {
      // Reading sets nothing: the library would take away a signature that is not ours, for all paths.
      read: () => {
        const { cookie = '' } = request.headers;
        const known = verified.get(cookie);
        if (known !== undefined) return known;
        const value = open(() => undefined).get(COOKIE_NAME, { signed: true });
        if (value !== undefined && cookie.length <= REMEMBERED_LENGTH) verified.set(cookie, value);
        return value;
      },
      write: (value) => {
        open((name, content) => response.setHeader(name, content)).set(COOKIE_NAME, value, {
          signed: true,
          httpOnly: true,
          sameSite: 'lax',
          maxAge: KEPT_FOR_MS,
          path: `${exchangeOf(request).place.root}/`,
          secure,
        });
      },
    });
    next();
  };
}

export function signInIdOf(request: Request): string | null {
  const value = jarOf(request).read();
  return value === undefined ? null : decoded(value);
}

export function keepSignIn(request: Request, id: string): void {
  jarOf(request).write(Buffer.from(JSON.stringify({ id })).toString('base64'));
}

export function forgetSignIn(request: Request): void {
  jarOf(request).write(null);
}

function jarOf(request: Request): Jar {
  const jar = jars.get(request);
  if (jar === undefined) throw new Error('a pass asked for the sign-in cookie before its session was known');
  return jar;
}

function decoded(value: string): string | null {
  try {
    const parsed = contents.safeParse(JSON.parse(Buffer.from(value, 'base64').toString('utf8')));
    return parsed.success ? parsed.data.id : null;
  } catch {
    return null;
  }
}

type SetHeader = (name: string, value: string | string[]) => unknown;

/** Given Express's answer, the library would write to it past HTTP/2; of this one it knows nothing but the headers. */
function headersOnly(response: Response, setHeader: SetHeader): ServerResponse {
  return { getHeader: (name: string) => response.getHeader(name), setHeader } as unknown as ServerResponse;
}
