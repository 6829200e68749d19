import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeFailure, errorCodes, failureSchema, ShareError, toFailure } from './errors.ts';

describe('describeFailure', () => {
  test('fills the gaps and leaves the ones it has no value for', () => {
    const failure = describeFailure('dataset-truncated', { name: 'a.h5ad', expected: 10 });
    expect(failure.message).toBe('a.h5ad is cut short: it should be 10 bytes long and has {actual}.');
  });

  test('a value that looks like a gap or a pattern is taken as it is', () => {
    expect(describeFailure('dataset-not-found', { path: '$& {path} $1' }).message).toBe(
      'There is no file at $& {path} $1.',
    );
  });

  test('a gap named like something every object has is left alone', () => {
    expect(describeFailure('request-invalid', {}).message).toContain('{reason}');
  });

  test.each(errorCodes)('%s says what happened and what to do', (code) => {
    const failure = failureSchema.parse(describeFailure(code));
    expect(failure.message).not.toBe('');
    expect(failure.hint).toMatch(/\.$|\)$/);
    expect(`${failure.message} ${failure.hint}`).not.toMatch(/please|oops|successfully|!/i);
  });
});

describe('toFailure', () => {
  test('keeps what was meant and calls everything else internal', () => {
    expect(toFailure(new ShareError('python-missing')).code).toBe('python-missing');
    expect(toFailure(new TypeError('x is undefined'))).toMatchObject({
      code: 'internal',
      message: expect.stringContaining('x is undefined') as string,
    });
    expect(toFailure('text').code).toBe('internal');
  });

  test('a failure that another process told comes out with its own words', () => {
    const told = { code: 'host-crashed', message: 'Own words.', hint: 'Own hint.' } as const;
    const error = new ShareError(told);
    expect([error.message, error.code, toFailure(error)]).toEqual(['Own words.', 'host-crashed', told]);
  });
});

test('the troubleshooting page has every code', () => {
  const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'troubleshooting.md'), 'utf8');
  expect(errorCodes.filter((code) => !page.includes(`### \`${code}\``))).toEqual([]);
});
