/** Decides which requests are worth a line in the audit, from what they asked for and what was answered. Pure. */
import type { AtGate, AtTerms } from './exchange.ts';
import type { Deed } from './ports.ts';
import type { RouteKind } from './route-policy.ts';

export interface Answered {
  readonly atGate: AtGate | null;
  readonly atTerms: AtTerms | null;
  /** By which way somebody who is signed in came; null for strangers. */
  readonly by: string | null;
  /** Null where the request did not get as far as Annotate's routes. */
  readonly kind: RouteKind | null;
  readonly method: string;
  /** What follows the session's root. */
  readonly path: string;
  /** Null when nothing was answered. */
  readonly status: number | null;
}

/** Paths of the proxy's own, by which it is told what was tried. */
export interface OwnPaths {
  readonly signIn: string;
  readonly invite: string;
  readonly institute?: string;
}

const FINGERPRINT_LENGTH = 16;
const LEFT = 'left';

/** By the word in which the owner knows what is not allowed. */
const notAllowed: Readonly<Record<RouteKind, string>> = {
  page: 'page',
  read: 'page',
  expression: 'expression',
  compute: 'diffexp',
  save: 'annotations',
};
const refusedAttempts = new Set([401, 403, 404, 429]);

/** Signing in and the first request can be one: programs send their password with what they ask for. */
export function deedsOf(answered: Answered, own: OwnPaths): readonly Deed[] {
  return [atTheGate(answered, own), atTheTerms(answered), inside(answered)].filter((deed) => deed !== null);
}

function atTheGate({ atGate, path, status }: Answered, own: OwnPaths): Deed | null {
  if (atGate === null || status === null) return null;
  switch (atGate.kind) {
    case 'tried': {
      const isInstitute = own.institute !== undefined && path.startsWith(own.institute);
      const what = isInstitute
        ? 'institute'
        : path.startsWith(own.invite)
          ? 'link'
          : path === own.signIn
            ? 'password'
            : 'program';
      return refusedAttempts.has(status) ? { action: 'sign-in-refused', subject: what } : null;
    }
    case 'entered':
      return { action: 'signed-in', subject: atGate.visitor.by };
    case 'left':
      return { action: atGate.everywhere ? 'signed-out-everywhere' : 'signed-out', subject: null };
  }
}

function atTheTerms({ atTerms }: Answered): Deed | null {
  if (atTerms === null || atTerms.kind === 'shown') return null;
  if (atTerms.kind === 'refused') return { action: 'refused', subject: 'terms' };
  return { action: 'accepted-terms', subject: null, value: atTerms.hash.slice(0, FINGERPRINT_LENGTH) };
}

function inside({ atGate, atTerms, by, kind, method, path, status }: Answered): Deed | null {
  if (status === 403 && atGate === null && atTerms === null) return { action: 'refused', subject: 'other-page' };
  if (by === null || kind === null) return null;
  // Computing costs the owner's processors, whether or not somebody waits for what comes of it.
  if (status === null) return kind === 'compute' ? { action: 'ran-diffexp', subject: null, value: LEFT } : null;
  if (status === 501) return { action: 'refused', subject: notAllowed[kind] };
  if (status >= 400) return null;
  switch (kind) {
    case 'page':
      // The page itself; its scripts and styles come with it.
      return method === 'GET' && path === '/' ? { action: 'opened-page', subject: null } : null;
    case 'read':
    case 'expression':
      return null;
    case 'compute':
      return { action: 'ran-diffexp', subject: null };
    case 'save':
      return { action: path.endsWith('/genesets') ? 'saved-gene-sets' : 'saved-labels', subject: null };
  }
}
