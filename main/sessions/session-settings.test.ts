import { describe, expect, test } from 'vitest';
import type { RememberedDataset } from '../store/datasets.ts';
import { changedSettings, firstSettings, rememberedSettings } from './session-settings.ts';

const known: RememberedDataset = {
  id: 'a',
  path: '/data/lung.h5ad',
  slug: 'lung',
  title: 'Lung',
  toggles: { diffexp: false, annotations: false },
  generalRole: 'viewer',
  generalOpen: false,
  hides: { columns: ['patient'], expression: true },
  favourite: false,
  sleepAfterMinutes: undefined,
  passwordGeneration: 0,
  sizeBytes: 1,
  sharedAt: new Date(0),
};
const plain = { dataset: '/data/lung.h5ad' };

test('at first everything is allowed, the title is the file’s name, and the service says when it sleeps', () => {
  expect(firstSettings(plain, 30)).toEqual({
    title: 'lung.h5ad',
    toggles: { diffexp: true, annotations: true },
    generalRole: 'annotator',
    generalOpen: true,
    hides: { columns: [], expression: false },
    sleepAfterMinutes: 30,
  });
});

describe('what was asked for now, before what was set last time, before what the service says', () => {
  test.each<[number | null | undefined, number | null | undefined, number | null]>([
    [undefined, undefined, 30],
    [undefined, 5, 5],
    [undefined, null, null],
    [10, 5, 10],
    [null, 5, null],
    [10, undefined, 10],
    [null, undefined, null],
  ])('asked %s, remembered %s: %s', (asked, remembered, expected) => {
    const wish = { ...plain, sleepAfterMinutes: asked };
    const settings = rememberedSettings(firstSettings(wish, 30), wish, { ...known, sleepAfterMinutes: remembered });
    expect(settings.sleepAfterMinutes).toBe(expected);
  });

  test('a toggle that is not mentioned stays as it was', () => {
    const wish = { ...plain, toggles: { diffexp: true } };
    const settings = rememberedSettings(firstSettings(wish, 30), wish, known);
    expect(settings).toMatchObject({ title: 'Lung', generalRole: 'viewer', generalOpen: false });
    expect(settings.toggles).toEqual({ diffexp: true, annotations: false });
  });
});

describe('the general link', () => {
  test.each<['on' | 'off' | 'left out', boolean, boolean]>([
    ['left out', true, true],
    ['left out', false, false],
    ['on', false, true],
    ['off', true, false],
    ['off', false, false],
  ])('asked to be %s, remembered as open %s: %s', (asked, remembered, expected) => {
    const wish = asked === 'left out' ? plain : { ...plain, generalLink: { open: asked === 'on' } };
    const first = firstSettings(wish, 30);
    // Closed from the first moment on, not only once the dataset is known.
    expect(first.generalOpen).toBe(asked !== 'off');
    const settings = rememberedSettings(first, wish, { ...known, generalOpen: remembered });
    expect([settings.generalOpen, settings.generalRole]).toEqual([expected, 'viewer']);
  });
});

describe('what is hidden', () => {
  test('stays as it was the last time unless something else is asked for', () => {
    expect(rememberedSettings(firstSettings(plain, 30), plain, known).hides).toEqual(known.hides);
    const wish = { ...plain, hiddenColumns: ['donor'] };
    const asked = rememberedSettings(firstSettings(wish, 30), wish, known).hides;
    expect(asked).toEqual({ columns: ['donor'], expression: true });
  });

  test('changes by halves: columns and expression values are two things', () => {
    const settings = rememberedSettings(firstSettings(plain, 30), plain, known);
    const shown = changedSettings(settings, { hideExpression: false });
    expect(shown.hides).toEqual({ columns: ['patient'], expression: false });
    expect(changedSettings(shown, { hiddenColumns: [] }).hides).toEqual({ columns: [], expression: false });
  });
});

test('a change touches only what it mentions; never is a choice too', () => {
  const settings = firstSettings(plain, 30);
  expect(changedSettings(settings, {})).toEqual(settings);
  expect(changedSettings(settings, { sleepAfterMinutes: null })).toEqual({ ...settings, sleepAfterMinutes: null });
  expect(changedSettings(settings, { generalLink: { open: false }, toggles: { annotations: false } })).toEqual({
    ...settings,
    generalOpen: false,
    toggles: { diffexp: true, annotations: false },
  });
});
