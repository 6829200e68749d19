import { expect, test } from 'vitest';
import { rewriteSchema } from './rewrite-schema.ts';

const schema = (writable: boolean) => ({
  schema: {
    dataframe: { nObs: 700, nVar: 765 },
    annotations: {
      var: { index: 'name_0', columns: [] },
      obs: {
        index: 'name_0',
        columns: [
          { name: 'name_0', type: 'string', writable: false },
          { name: 'louvain', type: 'categorical', categories: ['a'] },
          { name: 'mine', type: 'categorical', categories: ['unassigned', 'T'], writable },
        ],
      },
    },
  },
});

test('with annotations on it passes as it is', () => {
  expect(rewriteSchema(schema(true), { expression: true, diffexp: true, annotations: true })).toEqual(schema(true));
});

test('with annotations off a collaborator’s own categories can be seen and not changed', () => {
  expect(rewriteSchema(schema(true), { expression: true, diffexp: true, annotations: false })).toEqual(schema(false));
});

test('an answer that is no schema is not passed on', () => {
  expect(() => rewriteSchema({ schema: {} }, { expression: true, diffexp: true, annotations: false })).toThrow();
});
