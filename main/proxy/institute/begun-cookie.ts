/** The signed cookie that binds a sign-in with an identity provider to the browser that began it: which ones it has begun lately, and for what. */
import Cookies from 'cookies';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CookieSigner } from '../cookie-signer.ts';
import { headersOnly } from '../sign-in-cookie.ts';

export const BEGUN_COOKIE_NAME = 'annotate-share-begun';
/** Long enough for a second factor, too short for what is left behind in a browser. */
export const BEGUN_HOLDS_MS = 10 * 60_000;
/** Several tabs may be on their way at once; what browsers take as a cookie holds this many. */
const BEGUN_AT_MOST = 4;

const begunSchema = z.object({
  state: z.string().length(32),
  slug: z.string().max(100),
  /** What follows the session's root, as it was asked for. */
  target: z.string().max(400),
  /** In milliseconds. */
  at: z.number(),
});
export type Begun = z.infer<typeof begunSchema>;

export class BegunCookie {
  readonly #signer: CookieSigner;
  readonly #path: string;
  readonly #now: () => number;

  /** @param path the cookie's: nothing else of ours gets to see it */
  constructor(keys: () => readonly string[], path: string, now: () => number = Date.now) {
    this.#signer = new CookieSigner(keys);
    this.#path = path;
    this.#now = now;
  }

  add(request: Request, response: Response, begun: Omit<Begun, 'at'>): void {
    const others = this.#read(request, response);
    this.#write(request, response, [{ ...begun, at: this.#now() }, ...others].slice(0, BEGUN_AT_MOST));
  }

  /** What this browser began under this state, not long ago; it is taken out. */
  take(request: Request, response: Response, state: string): Begun | null {
    const all = this.#read(request, response);
    const begun = all.find((one) => one.state === state) ?? null;
    if (begun !== null)
      this.#write(
        request,
        response,
        all.filter((one) => one !== begun),
      );
    return begun;
  }

  #read(request: Request, response: Response): readonly Begun[] {
    const value = this.#jar(request, response, () => undefined).get(BEGUN_COOKIE_NAME, { signed: true });
    if (value === undefined) return [];
    try {
      const all = z.array(begunSchema).parse(JSON.parse(Buffer.from(value, 'base64').toString('utf8')));
      return all.filter(({ at }) => this.#now() - at < BEGUN_HOLDS_MS);
    } catch {
      return [];
    }
  }

  #write(request: Request, response: Response, all: readonly Begun[]): void {
    const value = all.length === 0 ? null : Buffer.from(JSON.stringify(all)).toString('base64');
    this.#jar(request, response, (name, content) => response.setHeader(name, content)).set(BEGUN_COOKIE_NAME, value, {
      signed: true,
      overwrite: true,
      httpOnly: true,
      // Lax: the way back from the provider is a link from another site.
      sameSite: 'lax',
      maxAge: BEGUN_HOLDS_MS,
      path: this.#path,
      secure: request.secure,
    });
  }

  #jar(request: Request, response: Response, setHeader: (name: string, value: string | string[]) => unknown): Cookies {
    return new Cookies(request, headersOnly(response, setHeader), { keys: this.#signer, secure: request.secure });
  }
}
