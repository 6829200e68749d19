import { expect, it } from 'vitest';
import { hashOf, placeFromHash, type Place } from './place.ts';

const places: readonly Place[] = [
  { to: 'start' },
  { to: 'home' },
  { to: 'groups' },
  { to: 'settings' },
  { to: 'check', path: '/data/Lung atlas/über #1.h5ad' },
  { to: 'check', path: 'C:\\data\\x.h5ad' },
  { to: 'session', id: 'a/b', part: 'overview' },
  { to: 'session', id: 'a', part: 'people' },
];

it.each(places)('survives the address: %j', (place) => {
  expect(placeFromHash(hashOf(place))).toEqual(place);
});

it.each(['', '#', '#token=abc', '#/nonsense', '#/session', '#/check/'])('%j is no place yet', (hash) => {
  expect(placeFromHash(hash)).toEqual({ to: 'start' });
});

it('does not break on an address that was edited by hand', () => {
  expect(placeFromHash('#/check/%E0%A4%A')).toEqual({ to: 'check', path: '%E0%A4%A' });
});
