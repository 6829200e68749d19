import { describe, expect, test } from 'vitest';
import { readAllowRule, verdictOn, type AllowRule } from './allowed.ts';

const rulesOf = (...texts: string[]) => texts.map((text) => readAllowRule(text) as AllowRule);

describe('a rule', () => {
  test.each([
    ['example.org', { kind: 'domain', domain: 'example.org' }],
    ['@Example.ORG', { kind: 'domain', domain: 'example.org' }],
    ['müller.example', { kind: 'domain', domain: 'xn--mller-kva.example' }],
    ['Maria.Okafor@Example.org', { kind: 'address', address: 'maria.okafor@example.org' }],
    ['anyone', { kind: 'anyone' }],
  ])('%s is read', (text, rule) => expect(readAllowRule(text)).toEqual(rule));

  test.each([
    '',
    '*',
    '*.example.org',
    'example',
    '.example.org',
    'example.org.',
    'a@b@example.org',
    '@',
    'maria@',
    'exam ple.org',
    'https://example.org',
    'example.org/x',
  ])('%j is none', (text) => expect(readAllowRule(text)).toBeNull());
});

describe('with example.org, müller.example and guest@other.example allowed', () => {
  const rules = rulesOf('example.org', 'müller.example', 'guest@other.example');

  test.each([
    ['maria@example.org', 'allowed'],
    ['Maria@EXAMPLE.Org', 'allowed'],
    ['maria+cells@example.org', 'allowed'],
    ['märia@example.org', 'allowed'],
    ['jo@müller.example', 'allowed'],
    ['jo@xn--mller-kva.example', 'allowed'],
    ['Guest@other.example', 'allowed'],
    ['maria@evil-example.org', 'not-allowed'],
    ['maria@sub.example.org', 'not-allowed'],
    ['maria@example.org.evil.example', 'not-allowed'],
    ['maria@example.com', 'not-allowed'],
    ['maria@muller.example', 'not-allowed'],
    ['maria@other.example', 'not-allowed'],
    ['guest+1@other.example', 'not-allowed'],
    // Cyrillic letters that look like Latin ones.
    ['maria@ехаmрlе.org', 'not-allowed'],
    // Each of these becomes an allowed domain once it is prepared as browsers prepare names.
    ['maria@ⓔxample.org', 'no-address'],
    ['maria@ｅｘａｍｐｌｅ.org', 'no-address'],
    ['maria@example。org', 'no-address'],
    ['maria@exam\u00adple.org', 'no-address'],
    ['jo@MÜLLER.example', 'no-address'],
    ['maria@example.org.', 'no-address'],
    ['maria@evil.example@example.org', 'no-address'],
    ['"maria@evil.example"@example.org', 'no-address'],
    ['maria@example.org\u0000', 'no-address'],
    ['maria@example.org\n', 'no-address'],
    [' maria@example.org', 'no-address'],
    ['\u202emaria@example.org', 'no-address'],
    ['maria', 'no-address'],
    ['@example.org', 'no-address'],
    ['maria@', 'no-address'],
    ['', 'no-address'],
    [null, 'no-address'],
  ])('%j: %s', (address, verdict) => {
    expect(verdictOn(rules, { address, verified: true })).toBe(verdict);
    expect(verdictOn(rules, { address, verified: false })).toBe(verdict === 'no-address' ? verdict : 'unverified');
  });
});

test('a letter that only lower-casing makes an ASCII one is not that letter', () => {
  expect(verdictOn(rulesOf('kit.example'), { address: 'maria@\u212ait.example', verified: true })).not.toBe('allowed');
  expect(verdictOn(rulesOf('kim@kit.example'), { address: '\u212aim@kit.example', verified: true })).toBe(
    'not-allowed',
  );
});

test('anyone is anyone, and nobody is allowed by no rule', () => {
  expect(verdictOn(rulesOf('anyone'), { address: null, verified: false })).toBe('allowed');
  expect(verdictOn([], { address: 'maria@example.org', verified: true })).toBe('not-allowed');
});
