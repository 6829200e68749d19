import { describe, expect, test } from 'vitest';
import { rewriteConfig } from './rewrite-config.ts';
import type { Abilities } from './route-policy.ts';

/** As Annotate 1.3.0 answers, shortened. */
const config = (parameters: object = {}) => ({
  config: {
    displayNames: { dataset: 'pbmc68k' },
    links: { 'about-dataset': null },
    parameters: {
      annotations: true,
      annotations_dir: '/home/owner/annotations',
      annotations_file: null,
      annotations_genesets: true,
      annotations_genesets_readonly: false,
      'disable-diffexp': false,
      'max-category-items': 1000,
      user_annotation_collection_name_enabled: true,
      ...parameters,
    },
  },
});

const parametersOf = (body: unknown, abilities: Abilities) =>
  (rewriteConfig(body, abilities) as ReturnType<typeof config>).config.parameters;

describe('what the page shows follows what its visitor may do', () => {
  test.each<[Abilities, object]>([
    [
      { expression: true, diffexp: true, annotations: true },
      {
        'disable-diffexp': false,
        annotations: true,
        annotations_genesets_readonly: false,
        user_annotation_collection_name_enabled: true,
      },
    ],
    [
      { expression: true, diffexp: false, annotations: true },
      {
        'disable-diffexp': true,
        annotations: true,
        annotations_genesets_readonly: false,
        user_annotation_collection_name_enabled: true,
      },
    ],
    [
      { expression: true, diffexp: true, annotations: false },
      {
        'disable-diffexp': false,
        annotations: false,
        annotations_genesets_readonly: true,
        user_annotation_collection_name_enabled: false,
      },
    ],
    [
      { expression: true, diffexp: false, annotations: false },
      {
        'disable-diffexp': true,
        annotations: false,
        annotations_genesets_readonly: true,
        user_annotation_collection_name_enabled: false,
      },
    ],
  ])('%o', (abilities, expected) => {
    expect(parametersOf(config(), abilities)).toMatchObject(expected);
  });
});

test('what Annotate itself has switched off stays off', () => {
  const off = config({ annotations: false, annotations_genesets_readonly: true, 'disable-diffexp': true });
  expect(parametersOf(off, { expression: true, diffexp: true, annotations: true })).toMatchObject({
    annotations: false,
    annotations_genesets_readonly: true,
    'disable-diffexp': true,
  });
});

test('a missing parameter is read as the client reads it: nothing may be saved', () => {
  expect(
    parametersOf({ config: { parameters: {} } }, { expression: true, diffexp: true, annotations: true }),
  ).toMatchObject({
    annotations: false,
    annotations_genesets_readonly: true,
    'disable-diffexp': false,
  });
});

test('own gene sets stay to be seen, the owner’s folders and who asks are not told, everything else passes as it is', () => {
  const all = { expression: true, diffexp: true, annotations: true };
  expect(rewriteConfig(config(), all)).toEqual(config({ annotations_dir: null, 'annotations-user-data-idhash': null }));
  expect(parametersOf(config(), { expression: true, diffexp: false, annotations: false }).annotations_genesets).toBe(
    true,
  );
});

test.each([[null], [[]], ['{}'], [{ config: null }], [{ config: {} }]])('%j is no config', (body) => {
  expect(() => rewriteConfig(body, { expression: true, diffexp: true, annotations: true })).toThrow();
});
