/** Who may call the control API: this computer's own pages and programs that hold the token. Pure policy, then its middleware. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { ShareError } from '../../contract/errors.ts';

export interface Caller {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly authorization: string | undefined;
}

export type CallerVerdict = 'welcome' | 'foreign' | 'no-token';

/**
 * A page of another site can send requests to loopback, by DNS rebinding or by a form: its Host or Origin gives it away,
 * and without the token it gets nothing even so.
 *
 * @param authority the control API's own `host:port` spellings
 */
export function judgeCaller(caller: Caller, authority: readonly string[], token: string): CallerVerdict {
  if (caller.host === undefined || !authority.includes(caller.host.toLowerCase())) return 'foreign';
  if (caller.origin !== undefined && !authority.some((own) => caller.origin === `http://${own}`)) return 'foreign';
  const given = /^Bearer ([\w-]+)$/.exec(caller.authorization ?? '')?.[1] ?? '';
  return sameText(given, token) ? 'welcome' : 'no-token';
}

/** Refuses foreign callers everywhere (the page itself holds no secret, but has no business on another site either). */
export function guardHost(authority: () => readonly string[]): RequestHandler {
  return (request, _response, next) => {
    const verdict = judgeCaller(callerOf(request.headers), authority(), '');
    next(verdict === 'foreign' ? new ShareError('request-forbidden') : undefined);
  };
}

export function guardToken(authority: () => readonly string[], token: string): RequestHandler {
  return (request, _response, next) => {
    const verdict = judgeCaller(callerOf(request.headers), authority(), token);
    next(
      verdict === 'welcome'
        ? undefined
        : new ShareError(verdict === 'foreign' ? 'request-forbidden' : 'request-unauthorised'),
    );
  };
}

function callerOf(headers: {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly authorization?: string | undefined;
}): Caller {
  return { host: headers.host, origin: headers.origin, authorization: headers.authorization };
}

/** Takes the same time wherever the texts differ; hashed first so that their lengths don't matter. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
