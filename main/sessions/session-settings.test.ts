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
