import { describe, expect, test } from 'vitest';
import { deedsOf, type Answered } from './deeds.ts';
import type { Visitor } from './ports.ts';

const own = { signIn: '/-/sign-in', invite: '/-/invite/' };
const visitor: Visitor = {
  collaborator: 'maria',
  signInId: 'x',
  name: 'Maria',
  role: 'annotator',
  by: 'invite',
};
const inside = (kind: Answered['kind'], method: string, path: string, status: number | null) =>
  deedsOf({ atGate: null, atTerms: null, by: 'invite', kind, method, path, status }, own).map(({ action, subject }) => [
    action,
    subject,
  ]);
const atGate = (gate: Answered['atGate'], path: string, status: number | null) =>
  deedsOf({ atGate: gate, atTerms: null, by: null, kind: null, method: 'POST', path, status }, own).map(
    ({ action, subject }) => [action, subject],
  );

describe('of somebody who is signed in', () => {
  test.each([
    ['page', 'GET', '/', 200, 'opened-page', null],
    ['page', 'GET', '/', 304, 'opened-page', null],
    ['compute', 'POST', '/api/v0.2/diffexp/obs', 200, 'ran-diffexp', null],
    ['save', 'PUT', '/api/v0.2/annotations/obs', 200, 'saved-labels', null],
    ['save', 'PUT', '/api/v0.2/genesets', 200, 'saved-gene-sets', null],
    ['compute', 'POST', '/api/v0.2/diffexp/obs', 501, 'refused', 'diffexp'],
    ['expression', 'GET', '/api/v0.2/data/var', 501, 'refused', 'expression'],
    ['save', 'PUT', '/api/v0.2/annotations/obs', 501, 'refused', 'annotations'],
    ['save', 'PUT', '/api/v0.2/genesets', 501, 'refused', 'annotations'],
    [null, 'POST', '/-/sign-out', 403, 'refused', 'other-page'],
    ['save', 'PUT', '/api/v0.2/genesets', 403, 'refused', 'other-page'],
  ] as const)('%s %s %s answered %d is a line: %s', (kind, method, path, status, action, subject) => {
    expect(inside(kind, method, path, status)).toEqual([[action, subject]]);
  });

  test.each([
    ['page', 'HEAD', '/', 200],
    ['page', 'GET', '/static/main.js', 200],
    ['page', 'GET', '/', 503],
    ['read', 'GET', '/api/v0.2/schema', 200],
    ['expression', 'PUT', '/api/v0.2/data/var', 200],
    ['compute', 'POST', '/api/v0.2/diffexp/obs', 503],
    ['save', 'PUT', '/api/v0.2/genesets', null],
    ['save', 'PUT', '/api/v0.2/genesets', 400],
    [null, 'GET', '/nothing', 404],
    [null, 'GET', '/-/sign-out', 200],
  ] as const)('%s %s %s answered %s is none', (kind, method, path, status) => {
    expect(inside(kind, method, path, status)).toEqual([]);
  });
});

test('a differential expression that nobody waited for is a line that says so', () => {
  const asked = { kind: 'compute', method: 'POST', path: '/api/v0.2/diffexp/obs', status: null } as const;
  expect(deedsOf({ atGate: null, atTerms: null, by: 'invite', ...asked }, own)).toEqual([
    { action: 'ran-diffexp', subject: null, value: 'left' },
  ]);
  expect(deedsOf({ atGate: null, atTerms: null, by: null, ...asked }, own)).toEqual([]);
});

describe('at the gate', () => {
  test.each([
    ['/-/sign-in', 401, 'password'],
    ['/-/sign-in', 429, 'password'],
    ['/-/invite/abc', 404, 'link'],
    ['/-/invite/abc', 429, 'link'],
    ['/api/v0.2/schema', 401, 'program'],
    ['/', 429, 'program'],
  ] as const)('what was tried at %s and answered %d was refused: %s', (path, status, subject) => {
    expect(atGate({ kind: 'tried' }, path, status)).toEqual([['sign-in-refused', subject]]);
  });

  test('a link that opens its page is no attempt that failed', () => {
    expect(atGate({ kind: 'tried' }, '/-/invite/abc', 200)).toEqual([]);
    expect(atGate({ kind: 'tried' }, '/-/sign-in', null)).toEqual([]);
  });

  test('who comes and goes', () => {
    expect(atGate({ kind: 'entered', visitor }, '/-/invite/abc', 303)).toEqual([['signed-in', 'invite']]);
    expect(atGate({ kind: 'left', everywhere: false }, '/-/sign-out', 303)).toEqual([['signed-out', null]]);
    expect(atGate({ kind: 'left', everywhere: true }, '/-/sign-out', 303)).toEqual([['signed-out-everywhere', null]]);
  });

  test('a program’s first request is both', () => {
    const answered: Answered = {
      atGate: { kind: 'entered', visitor: { ...visitor, by: 'program' } },
      atTerms: null,
      by: 'program',
      kind: 'compute',
      method: 'POST',
      path: '/api/v0.2/diffexp/obs',
      status: 200,
    };
    expect(deedsOf(answered, own).map(({ action }) => action)).toEqual(['signed-in', 'ran-diffexp']);
  });

  test('asking for nothing in particular without being signed in is no line', () => {
    expect(atGate(null, '/', 401)).toEqual([]);
    expect(atGate(null, '/-/invite/x', 405)).toEqual([]);
  });
});

test.each([
  [{ kind: 'shown' }, []],
  [{ kind: 'refused' }, [['refused', 'terms', undefined]]],
  [{ kind: 'accepted', hash: 'a'.repeat(64) }, [['accepted-terms', null, 'a'.repeat(16)]]],
] as const)('at the terms: %j', (atTerms, expected) => {
  const answered = { atGate: null, atTerms, by: 'invite', kind: null, method: 'GET', path: '/', status: 403 };
  expect(deedsOf(answered, own).map(({ action, subject, value }) => [action, subject, value])).toEqual(expected);
});
