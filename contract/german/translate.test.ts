import { describe, expect, it } from 'vitest';
import { describeFailure, errorCodes, sentencesOf } from '../errors.ts';
import { namesOfGaps } from '../gaps.ts';
import { germanFailures } from './failures.ts';
import { otherSentences } from './sentences.ts';
import { inGerman, toldInGerman } from './translate.ts';

const gapsOf = (sentence: string) => [...new Set(namesOfGaps(sentence))].sort();

describe.each(errorCodes)('%s', (code) => {
  const [english, german] = [sentencesOf(code), germanFailures[code]];

  it('has the same gaps in German', () => {
    expect(gapsOf(german.message)).toEqual(gapsOf(english.message));
    expect(gapsOf(german.hint)).toEqual(gapsOf(english.hint));
  });

  it('keeps to the house words, and is German', () => {
    expect(`${german.message} ${german.hint}`).not.toMatch(/!|\bbitte\b|\berfolgreich|["“][^"“]*\bthe\b/i);
    if (code !== 'usage') expect(german.message).not.toBe(english.message);
    expect(german.hint).not.toBe(english.hint);
    expect(german.hint).toMatch(/[.)]$/);
  });

  it('is said in German with what filled its gaps', () => {
    const names = [...new Set([...namesOfGaps(english.message), ...namesOfGaps(english.hint)])];
    const told = toldInGerman(describeFailure(code, Object.fromEntries(names.map((name) => [name, `<${name}>`]))));
    const filled = (sentence: string) => sentence.replace(/\{(\w+)\}/g, '<$1>');
    expect(told).toEqual({ code, message: filled(german.message), hint: filled(german.hint) });
  });
});

it('every other sentence has a German with the same gaps', () => {
  for (const [english, german] of otherSentences) {
    expect(gapsOf(german), english).toEqual(gapsOf(english));
    expect(german).not.toBe(english);
  }
});

it('reasons within a sentence are said in German too', () => {
  const failure = describeFailure(
    'dataset-unreadable',
    { name: 'a: b.h5ad', reason: 'the system reports EIO' },
    'small',
  );
  expect(toldInGerman(failure)).toMatchObject({
    message: 'a: b.h5ad konnte nicht gelesen werden: Das System meldet EIO.',
    detail: 'small',
  });
  expect(inGerman('3.1 of 12.0 GB, 40 seconds left')).toBe('3,1 von 12,0 GB, noch 40 Sekunden');
});

it('what nobody has translated stays as it is', () => {
  const unknown = { code: 'from-tomorrow', message: 'Something new.', hint: 'Do this.', since: 'now' };
  expect(toldInGerman(unknown)).toEqual(unknown);
  expect(toldInGerman({ ...describeFailure('internal', { reason: 'x' }), message: 'Own words.' }).message).toBe(
    'Own words.',
  );
});
