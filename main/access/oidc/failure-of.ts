/** Puts what can go wrong between us and an identity provider into our own codes; nothing of a token or code gets into them. Pure. */
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { ShareError, type ErrorCode } from '../../../contract/errors.ts';

const notThere: ReadonlySet<string> = new Set(['server_error', 'temporarily_unavailable']);
const declined: ReadonlySet<string> = new Set([
  'access_denied',
  'account_selection_required',
  'consent_required',
  'interaction_required',
  'login_required',
]);
/** What a provider says of a client that is registered otherwise than it asks. */
const misregistered: ReadonlySet<string> = new Set([
  'invalid_client',
  'invalid_scope',
  'unauthorized_client',
  'unsupported_response_type',
]);

/** For what failed while the provider was looked for. */
export function discoveryFailure(error: unknown, name: string): ShareError {
  const isThere = error instanceof ClientError && error.code !== 'OAUTH_TIMEOUT' && statusOf(error) < 500;
  return failed(isThere ? 'oidc-issuer-wrong' : 'oidc-unreachable', error, name);
}

/** For what failed while somebody signed in. */
export function signInFailure(error: unknown, name: string): ShareError {
  return error instanceof ShareError ? error : failed(codeOf(error), error, name);
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    if (notThere.has(error.error) || ('status' in error && error.status >= 500)) return 'oidc-unreachable';
    if (misregistered.has(error.error)) return 'oidc-client-refused';
    const isDeclined = error instanceof AuthorizationResponseError && declined.has(error.error);
    return isDeclined ? 'oidc-cancelled' : 'oidc-answer-refused';
  }
  // How providers answer a client that does not prove itself by the header meant for it.
  if (error instanceof WWWAuthenticateChallengeError) return 'oidc-client-refused';
  if (error instanceof ClientError) {
    if (error.code === 'OAUTH_TIMEOUT' || statusOf(error) >= 500) return 'oidc-unreachable';
    return error.code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED' ? 'oidc-clock' : 'oidc-answer-refused';
  }
  // What `fetch` throws when nobody is there, or when an answer breaks off.
  return error instanceof TypeError ? 'oidc-unreachable' : 'oidc-answer-refused';
}

/** Of the answer that was not what the library expects; 0 where it was something else. */
function statusOf({ cause }: ClientError): number {
  return cause instanceof Response ? cause.status : 0;
}

function failed(code: ErrorCode, error: unknown, name: string): ShareError {
  return new ShareError(code, { name }, { detail: detailOf(error) });
}

/** Only words that come from a fixed list: messages may quote what was sent. */
function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error';
  const cause: unknown = error.cause;
  return [
    error.name,
    wordOf(error, 'code'),
    wordOf(error, 'error'),
    cause instanceof Error ? wordOf(cause, 'code') : '',
  ]
    .filter((word) => word !== '')
    .join(' ');
}

function wordOf(error: Error, property: 'code' | 'error'): string {
  const word: unknown = property in error ? (error as unknown as Record<string, unknown>)[property] : undefined;
  return typeof word === 'string' && /^[A-Za-z_]{1,60}$/.test(word) ? word : '';
}
