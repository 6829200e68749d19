import { expect, test } from 'vitest';
import { hidingBefore, hidingWish } from './hiding-wish.ts';

const toggles = { diffexp: true, annotations: true };
const before = hidingBefore({ title: 'Lung', toggles, hiddenColumns: ['mrn', 'age'], hideExpression: true });

test.each([
  [before, {}],
  [{ columns: ['age', 'mrn'], expression: true }, {}],
  [{ columns: ['age'], expression: true }, { hiddenColumns: ['age'] }],
  [{ columns: ['age', 'sex'], expression: true }, { hiddenColumns: ['age', 'sex'] }],
  [
    { columns: [], expression: false },
    { hiddenColumns: [], hideExpression: false },
  ],
] as const)('after mrn, age and no values, %j asks for %j', (now, wish) => {
  expect(hidingWish(before, now)).toEqual(wish);
});

test('what was never shared hides nothing', () => {
  expect(hidingBefore(null)).toEqual({ columns: [], expression: false });
});
