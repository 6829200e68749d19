/** Which HTTP status each failure has on the control API. */
import type { ErrorCode } from '../../contract/errors.ts';

const statuses: Partial<Record<ErrorCode, number>> = {
  'session-not-found': 404,
  'invite-not-found': 404,
  'browser-not-found': 404,
  'group-not-found': 404,
  'account-not-found': 404,
  'oidc-person-not-found': 404,
  'oidc-not-set-up': 409,
  'mending-not-found': 404,
  'not-found': 404,
  'already-shared': 409,
  'invite-no-link': 409,
  'network-fixed': 409,
  'setting-fixed': 409,
  'request-invalid': 400,
  'request-unauthorised': 401,
  'request-forbidden': 403,
  internal: 500,
};

/** Failures about datasets and the like are the answer to a well-formed wish that cannot be granted: 422. */
export function statusOf(code: ErrorCode): number {
  return statuses[code] ?? 422;
}
