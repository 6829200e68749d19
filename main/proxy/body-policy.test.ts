import { expect, test } from 'vitest';
import { judgeBody } from './body-policy.ts';
import type { RouteKind } from './route-policy.ts';

const MIB = 1024 * 1024;

test.each<[string, RouteKind, string | undefined, string | undefined, string]>([
  ['GET', 'read', undefined, undefined, 'none'],
  ['GET', 'read', '0', undefined, 'none'],
  ['GET', 'read', '1', undefined, 'too-large'],
  ['GET', 'page', undefined, 'chunked', 'too-large'],
  ['PUT', 'read', '10', undefined, 'read'],
  ['POST', 'read', String(MIB), undefined, 'read'],
  ['POST', 'read', String(MIB + 1), undefined, 'too-large'],
  ['POST', 'compute', String(16 * MIB), undefined, 'read'],
  ['POST', 'compute', String(16 * MIB + 1), undefined, 'too-large'],
  ['PUT', 'save', String(32 * MIB), undefined, 'read'],
  ['PUT', 'save', String(32 * MIB + 1), undefined, 'too-large'],
  ['PUT', 'save', undefined, 'chunked', 'read'],
])('%s of a %s route, length %s, coding %s: %s', (method, kind, contentLength, transferEncoding, expected) => {
  expect(judgeBody({ method, contentLength, transferEncoding }, kind).kind).toBe(expected);
});
