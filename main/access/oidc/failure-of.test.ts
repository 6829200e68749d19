import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { describe, expect, test } from 'vitest';
import { ShareError } from '../../../contract/errors.ts';
import { discoveryFailure, signInFailure } from './failure-of.ts';

const cause = (values: Record<string, string>) => new URLSearchParams(values);
const answered = (error: string) =>
  new AuthorizationResponseError('an answer', { cause: cause({ error, error_description: 'secret-words' }) });
const told = (error: string, status = 400) =>
  new ResponseBodyError('a body', {
    cause: { error, error_description: 'secret-words' },
    response: new Response(null, { status }),
  });
const found = (code: string, of?: unknown) => Object.assign(new ClientError('secret-words', { cause: of }), { code });
const offline = new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) });

describe('while somebody signs in', () => {
  test.each<[unknown, string]>([
    [answered('access_denied'), 'oidc-cancelled'],
    [answered('login_required'), 'oidc-cancelled'],
    [answered('temporarily_unavailable'), 'oidc-unreachable'],
    [answered('unauthorized_client'), 'oidc-client-refused'],
    [answered('<script>'), 'oidc-answer-refused'],
    [told('invalid_client', 401), 'oidc-client-refused'],
    [told('invalid_grant'), 'oidc-answer-refused'],
    [told('whatever', 503), 'oidc-unreachable'],
    [found('OAUTH_TIMEOUT'), 'oidc-unreachable'],
    [found('OAUTH_JWT_TIMESTAMP_CHECK_FAILED'), 'oidc-clock'],
    [found('OAUTH_JWT_CLAIM_COMPARISON_FAILED'), 'oidc-answer-refused'],
    [found('OAUTH_RESPONSE_IS_NOT_CONFORM', new Response(null, { status: 502 })), 'oidc-unreachable'],
    [offline, 'oidc-unreachable'],
    [new ShareError('oidc-clock'), 'oidc-clock'],
    ['text', 'oidc-answer-refused'],
  ])('%s is %s', (error, code) => {
    const { failure } = signInFailure(error, 'Example University');
    expect(failure.code).toBe(code);
    expect(JSON.stringify(failure)).not.toMatch(/secret-words|<script>/);
  });
});

describe('while the provider is looked for', () => {
  test.each<[unknown, string]>([
    [offline, 'oidc-unreachable'],
    [found('OAUTH_TIMEOUT'), 'oidc-unreachable'],
    [found('OAUTH_RESPONSE_IS_NOT_CONFORM', new Response(null, { status: 500 })), 'oidc-unreachable'],
    [found('OAUTH_RESPONSE_IS_NOT_CONFORM', new Response(null, { status: 404 })), 'oidc-issuer-wrong'],
    [found('OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED', { body: 'secret-words' }), 'oidc-issuer-wrong'],
  ])('%s is %s', (error, code) => {
    const { failure } = discoveryFailure(error, 'Example University');
    expect(failure.code).toBe(code);
    expect(failure.message).toContain('Example University');
    expect(JSON.stringify(failure)).not.toContain('secret-words');
  });

  test('the detail says which kind, in words of a fixed list', () => {
    expect(discoveryFailure(offline, 'X').failure.detail).toBe('TypeError ECONNREFUSED');
    expect(signInFailure(told('invalid_grant'), 'X').failure.detail).toContain('invalid_grant');
  });
});
