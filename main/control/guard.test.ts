import { describe, expect, test } from 'vitest';
import { judgeCaller, type CallerVerdict } from './guard.ts';

const own = ['127.0.0.1:4000', 'localhost:4000'];
const token = 'a-Token_1';
const bearer = `Bearer ${token}`;

describe('judgeCaller', () => {
  test.each<[string, string | undefined, string | undefined, string | undefined, CallerVerdict]>([
    ['a program', '127.0.0.1:4000', undefined, bearer, 'welcome'],
    ['the page itself', 'localhost:4000', 'http://localhost:4000', bearer, 'welcome'],
    ['host in capitals', 'LOCALHOST:4000', undefined, bearer, 'welcome'],
    ['no host', undefined, undefined, bearer, 'foreign'],
    ['a rebound name', 'evil.example:4000', undefined, bearer, 'foreign'],
    ['another port', '127.0.0.1:4001', undefined, bearer, 'foreign'],
    ['another site’s page', '127.0.0.1:4000', 'https://evil.example', bearer, 'foreign'],
    ['a sandboxed page', '127.0.0.1:4000', 'null', bearer, 'foreign'],
    ['no token', '127.0.0.1:4000', undefined, undefined, 'no-token'],
    ['a wrong token', '127.0.0.1:4000', undefined, 'Bearer nope', 'no-token'],
    ['a longer token', '127.0.0.1:4000', undefined, `${bearer}x`, 'no-token'],
    ['an empty token', '127.0.0.1:4000', undefined, 'Bearer ', 'no-token'],
    ['Basic instead', '127.0.0.1:4000', undefined, `Basic ${token}`, 'no-token'],
  ])('%s', (_who, host, origin, authorization, verdict) => {
    expect(judgeCaller({ host, origin, authorization }, own, token)).toBe(verdict);
  });
});
