import { describe, expect, test } from 'vitest';
import { slugOf } from './slug.ts';

const none: ReadonlySet<string> = new Set();

test.each([
  ['fetal lung w12-20 final', 'fetal-lung-w12-20-final'],
  ['  PBMC 3k!  ', 'pbmc-3k'],
  ['Zellen der Großhirnrinde, Müller & Öztürk', 'zellen-der-grosshirnrinde-muller-ozturk'],
  ['Ørsted Łódź Æther', 'orsted-lodz-aether'],
  ['İstanbul', 'istanbul'],
  ['CD4⁺ ﬁbroblasts ½', 'cd4-fibroblasts-1-2'],
  ['人类肺细胞图谱', 'dataset'],
  ['人肺 2026', '2026'],
  ['🫁🧬', 'dataset'],
  ['...', 'dataset'],
  ['', 'dataset'],
  ['../../etc/passwd', 'etc-passwd'],
  ['a%2Fb?c#d', 'a-2fb-c-d'],
  ['constructor', 'constructor'],
  ['api', 'api-2'],
  ['Sign in', 'sign-in-2'],
])('%j: %s', (title, slug) => {
  expect(slugOf(title, none)).toBe(slug);
});

describe('length', () => {
  test('at most 40, and no hyphen at the end', () => {
    expect(slugOf('x'.repeat(100), none)).toBe('x'.repeat(40));
    expect(slugOf(`${'x'.repeat(39)} y`, none)).toBe('x'.repeat(39));
  });
});

describe('a taken name', () => {
  test('gets a number', () => {
    expect(slugOf('PBMC', new Set(['pbmc']))).toBe('pbmc-2');
    expect(slugOf('PBMC', new Set(['pbmc', 'pbmc-2', 'pbmc-3']))).toBe('pbmc-4');
    expect(slugOf('🫁', new Set(['dataset']))).toBe('dataset-2');
  });

  test('within 40 too', () => {
    const long = 'x'.repeat(40);
    expect(slugOf(long, new Set([long]))).toBe(`${'x'.repeat(38)}-2`);
    expect(slugOf(`${'x'.repeat(37)}-yy`, new Set([`${'x'.repeat(37)}-yy`]))).toBe(`${'x'.repeat(37)}-2`);
  });

  test('a thousand of the same title are all different', () => {
    const taken = new Set<string>();
    for (let i = 0; i < 1000; i++) taken.add(slugOf('The same long title of a thousand datasets', taken));
    expect(taken.size).toBe(1000);
    expect([...taken].every((slug) => /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(slug))).toBe(true);
  });
});
