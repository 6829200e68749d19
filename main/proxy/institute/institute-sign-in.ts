/** Pass: signing in with an identity provider. Sends a browser there, takes it back at one address for all sessions, and lets it in once. */
import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { ShareError, toFailure, type ErrorCode } from '../../../contract/errors.ts';
import { callerOf } from '../attempt-of.ts';
import { exchangeOf, type Place } from '../exchange.ts';
import { institutePage } from '../pages/institute-page.ts';
import type { Directory, Institute, OidcPerson } from '../ports.ts';
import { sendPage } from '../send.ts';
import { keepSignIn, signInCookie } from '../sign-in-cookie.ts';
import { BEGUN_HOLDS_MS, BegunCookie, type Begun } from './begun-cookie.ts';
import { INSTITUTE_PATH, ownTarget } from './own-target.ts';

export interface InstituteSignInOptions {
  readonly institute: Institute;
  readonly directory: Directory;
  readonly basePath: string;
  readonly cookieKeys: () => readonly string[];
  readonly log: Logger;
}

const BEGIN = 'begin';
const CALLBACK = 'callback';
/** Answers whose state was used already. Beyond these the provider is what refuses a code's second use. */
const SPENT_AT_MOST = 20_000;

const statuses: Readonly<Partial<Record<ErrorCode, number>>> = { 'oidc-unreachable': 503, 'oidc-issuer-wrong': 503 };

export class InstituteSignIn {
  readonly #options: InstituteSignInOptions;
  readonly #begun: BegunCookie;
  readonly #openJar: RequestHandler;
  readonly #spent = new LRUCache<string, true>({ max: SPENT_AT_MOST, ttl: BEGUN_HOLDS_MS });
  readonly #root: string;

  constructor(options: InstituteSignInOptions) {
    this.#options = options;
    this.#root = `${options.basePath}${INSTITUTE_PATH}`;
    this.#begun = new BegunCookie(options.cookieKeys, this.#root);
    this.#openJar = signInCookie(options.cookieKeys, options.basePath);
  }

  /** Before the session is looked for: the provider knows one address to send people back to. */
  pass(): RequestHandler {
    return (request, response, next) => {
      const exchange = exchangeOf(request);
      const { institute } = this.#options;
      // By any other name the way back would end without the cookie; a tunnel's name opens its own session only.
      if (!isSameName(exchange.arrival.name, institute.host) || exchange.arrival.onlySlug !== null) {
        next();
        return;
      }
      exchange.institute = {
        name: institute.name,
        answers: institute.trouble === null,
        signOutUrl: institute.signOutUrl,
        href: (slug, target) => this.#href(slug, target, false),
      };
      const [path = '', query = ''] = splitAt(request.url, '?');
      const step = path.startsWith(this.#root) ? path.slice(this.#root.length) : null;
      if (step !== BEGIN && step !== CALLBACK) {
        next();
        return;
      }
      if (request.method !== 'GET') {
        response.status(405).set('Allow', 'GET').end();
        return;
      }
      // The address that the provider sends people back to holds a code: no page learns where they came from.
      response.set('Referrer-Policy', 'no-referrer');
      const parameters = new URLSearchParams(query);
      const done =
        step === BEGIN ? this.#begin(parameters, request, response) : this.#end(parameters, request, response);
      done.catch(next);
    };
  }

  async #begin(parameters: URLSearchParams, request: Request, response: Response): Promise<void> {
    const slug = /^[\w-]{1,100}$/.exec(parameters.get('session') ?? '')?.[0] ?? '';
    const root = this.#rootOf(slug);
    const begun = {
      state: randomBytes(16).toString('hex'),
      slug,
      target: ownTarget(parameters.get('to'), root).slice(root.length),
    };
    try {
      const url = await this.#options.institute.begin(begun.state, parameters.has('other'));
      this.#begun.add(request, response, begun);
      response.redirect(303, url.href);
    } catch (error) {
      this.#refuse(error, begun, request, response);
    }
  }

  async #end(answer: URLSearchParams, request: Request, response: Response): Promise<void> {
    const state = answer.get('state') ?? '';
    const begun = this.#begun.take(request, response, state);
    if (begun === null || this.#spent.has(state)) {
      this.#refuse(new ShareError('oidc-stale'), null, request, response);
      return;
    }
    // Before anything is waited for: of two that come at once, one is looked at.
    this.#spent.set(state, true);
    this.#goTo(begun, request);
    try {
      const person = await this.#options.institute.finish(answer, state);
      // A session may have ended meanwhile.
      this.#enter(person, this.#goTo(begun, request), begun.target, request, response);
    } catch (error) {
      this.#refuse(error, begun, request, response);
    }
  }

  /** From here on it is a request for that session, for the log too. */
  #goTo({ slug }: Begun, request: Request): Place {
    const { directory } = this.#options;
    const exchange = exchangeOf(request);
    const door = directory.find(slug);
    const gatekeeper = door?.gatekeeper ?? directory.strangers;
    const path = `${INSTITUTE_PATH}${CALLBACK}`;
    exchange.place = {
      at: 'session',
      library: null,
      slug,
      root: this.#rootOf(slug),
      path,
      search: '',
      door,
      gatekeeper,
    };
    exchange.atGate = { kind: 'tried' };
    return exchange.place;
  }

  /** @throws ShareError `oidc-no-entry`, the same one for a session that does not exist */
  #enter(person: OidcPerson, { gatekeeper, root }: Place, target: string, request: Request, response: Response): void {
    const visitor = gatekeeper.admitOidc?.(person, callerOf(request)) ?? null;
    if (visitor?.signInId == null) {
      const { address, name } = person;
      throw new ShareError('oidc-no-entry', { name: this.#options.institute.name, account: address ?? name });
    }
    exchangeOf(request).atGate = { kind: 'entered', visitor };
    const { signInId } = visitor;
    void this.#openJar(request, response, () => keepSignIn(request, signInId));
    // Looked at once more: what a cookie of ours says was signed by us, and may be older than a rule.
    response.redirect(303, ownTarget(target, root));
  }

  #refuse(error: unknown, begun: Omit<Begun, 'at'> | null, request: Request, response: Response): void {
    const failure = toFailure(error);
    const { id, addressIfKnown } = exchangeOf(request);
    const { code, detail } = failure;
    if (code === 'internal') throw error;
    this.#options.log.warn(
      { request: id, address: addressIfKnown, code, detail },
      'a sign-in with the provider failed',
    );
    const ways =
      begun === null || begun.slug === ''
        ? null
        : {
            again: this.#href(begun.slug, begun.target, true),
            other: `${this.#rootOf(begun.slug)}/`,
          };
    sendPage(response, statuses[code] ?? 403, institutePage({ failure, ways }));
  }

  #href(slug: string, target: string, other: boolean): string {
    const parameters = new URLSearchParams({ session: slug, to: target, ...(other ? { other: '1' } : {}) });
    return `${this.#root}${BEGIN}?${parameters.toString()}`;
  }

  #rootOf(slug: string): string {
    return `${this.#options.basePath}/d/${slug}`;
  }
}

function splitAt(text: string, sign: string): readonly string[] {
  const at = text.indexOf(sign);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** A name may be written with its scheme's own port, or without. */
function isSameName(a: string, b: string): boolean {
  const bare = (name: string) => name.toLowerCase().replace(/:(?:80|443)$/, '');
  return bare(a) === bare(b);
}
