import { describe, expect, test } from 'vitest';
import { auditActions } from '../../contract/audit.ts';
import { anAuditEntry } from '../../contract/testing/example-audit.ts';
import { deActivity } from '../texts/de-activity.ts';
import { enActivity } from '../texts/en-activity.ts';
import { byDay, chosen, peopleIn, whoOf, withNewest } from './activity.ts';

const ids = (entries: readonly { readonly id: number }[]) => entries.map(({ id }) => id);
const maria = { actor: 'person', personId: 'maria-1', name: 'Maria' } as const;
const saved = anAuditEntry(5, { ...maria, action: 'saved-labels' });
const guessed = anAuditEntry(4, { actor: 'stranger', action: 'sign-in-refused' });
const switched = anAuditEntry(3, { actor: 'owner', action: 'switched-toggle' });
const refused = anAuditEntry(2, { ...maria, personId: 'jonas-1', name: 'Jonas', action: 'refused' });
const all = [saved, guessed, switched, refused];

describe('what is chosen', () => {
  test.each([
    ['everything', 'everyone', [5, 4, 3, 2]],
    ['refusals', 'everyone', [4, 2]],
    ['saves', 'everyone', [5]],
    ['yours', 'everyone', [3]],
    ['comings', 'everyone', []],
    ['everything', 'stranger', [4]],
    ['everything', 'owner', [3]],
    ['refusals', whoOf(refused), [2]],
    ['saves', whoOf(refused), []],
  ] as const)('%s of %s', (kind, who, expected) => {
    expect(ids(chosen(all, kind, who))).toEqual(expected);
  });

  test('every action is one of a kind', () => {
    for (const action of auditActions) {
      const entry = [anAuditEntry(1, { action })];
      const kinds = (['comings', 'refusals', 'diffexp', 'saves', 'yours'] as const).filter(
        (kind) => chosen(entry, kind, 'everyone').length === 1,
      );
      expect(kinds, action).toHaveLength(1);
    }
  });

  test('people are offered by the name they had last', () => {
    const before = anAuditEntry(1, { ...maria, name: 'M.' });
    expect(peopleIn([...all, before])).toEqual([
      { who: whoOf(refused), name: 'Jonas' },
      { who: whoOf(saved), name: 'Maria' },
    ]);
  });
});

describe('the newest page in front of what is known', () => {
  const page = (...numbers: number[]) => numbers.map((id) => anAuditEntry(id));
  test.each([
    [[], [2, 1], [2, 1]],
    [
      [3, 2, 1],
      [4, 3, 2],
      [4, 3, 2, 1],
    ],
    [[3, 2, 1], [], [3, 2, 1]],
    [
      [3, 2, 1],
      [9, 8, 7],
      [9, 8, 7],
    ],
    [
      [3, 2, 1],
      [5, 4, 3],
      [5, 4, 3, 2, 1],
    ],
  ])('%j and %j', (known, newest, expected) => {
    expect(ids(withNewest(page(...known), page(...newest)))).toEqual(expected);
  });

  test('what was counted up is shown as it is now', () => {
    expect(withNewest([anAuditEntry(1)], [anAuditEntry(1, { count: 7 })])).toMatchObject([{ id: 1, count: 7 }]);
  });
});

test('days follow one another', () => {
  const at = (id: number, day: string) => anAuditEntry(id, { at: `${day}T10:00:00.000Z` });
  const days = byDay([at(3, '2026-11-20'), at(2, '2026-11-20'), at(1, '2026-11-19')], (iso) => iso.slice(0, 10));
  expect(days.map(({ day, entries }) => [day, ids(entries)])).toEqual([
    ['2026-11-20', [3, 2]],
    ['2026-11-19', [1]],
  ]);
});

test('every action has a sentence of its own', () => {
  // A role is given in the same words, whichever way somebody came.
  const told = auditActions.filter((action) => action !== 'changed-person-role');
  const sentences = told.map((action) => enActivity.activity.did({ action, subject: 'x', value: 'y' }));
  expect(new Set(sentences).size).toBe(told.length);
  for (const sentence of sentences) expect(sentence).not.toMatch(/undefined|null/);
});

test.each([enActivity, deActivity])('what nobody waited for is told otherwise than what was', ({ activity }) => {
  const told = (value: string | null) => activity.did({ action: 'ran-diffexp', subject: null, value });
  expect(told('left')).not.toBe(told(null));
  expect(told('left')).toMatch(/did not wait|nicht abgewartet/);
});
