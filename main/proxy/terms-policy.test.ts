import { expect, test } from 'vitest';
import { judgeTerms } from './terms-policy.ts';

const question = { asked: true, accepted: false, atTerms: false, method: 'GET', wantsPage: false };

test.each([
  // Anywhere in the dataset.
  [{ asked: false }, 'go-on'],
  [{ asked: false, wantsPage: true }, 'go-on'],
  [{ accepted: true }, 'go-on'],
  [{ accepted: true, wantsPage: true }, 'go-on'],
  [{ accepted: true, method: 'PUT' }, 'go-on'],
  [{ wantsPage: true }, 'ask'],
  [{ wantsPage: false }, 'refuse'],
  [{ method: 'PUT' }, 'refuse'],
  [{ method: 'POST' }, 'refuse'],
  [{ method: 'DELETE' }, 'refuse'],
  // At the terms.
  [{ atTerms: true, wantsPage: true }, 'show'],
  [{ atTerms: true, wantsPage: true, accepted: true }, 'show'],
  [{ atTerms: true, wantsPage: true, method: 'HEAD' }, 'show'],
  [{ atTerms: true }, 'tell'],
  [{ atTerms: true, method: 'POST' }, 'accept'],
  [{ atTerms: true, method: 'POST', accepted: true }, 'accept'],
  [{ atTerms: true, method: 'PUT' }, 'not-allowed'],
  [{ atTerms: true, method: 'DELETE', accepted: true }, 'not-allowed'],
  [{ atTerms: true, asked: false }, 'nothing-here'],
  [{ atTerms: true, asked: false, method: 'POST' }, 'nothing-here'],
] as const)('%j: %s', (given, verdict) => {
  expect(judgeTerms({ ...question, ...given })).toBe(verdict);
});

test('whatever is asked by whoever has not accepted, it is never Annotate that answers', () => {
  for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
    for (const wantsPage of [true, false])
      for (const atTerms of [true, false])
        expect(judgeTerms({ ...question, method, wantsPage, atTerms })).not.toBe('go-on');
});
