import { afterEach, beforeEach, expect, test } from 'vitest';
import { aPerson } from '../../contract/testing/example-session.ts';
import type { Visitor } from '../proxy/ports.ts';
import { Database } from '../store/database.ts';
import { Datasets } from '../store/datasets.ts';
import { DataUses } from '../store/data-use.ts';
import { TermsOfUse } from './terms-of-use.ts';

const dataUse = { title: 'Before you look', contact: 'lina@lab.example', terms: '- Do not pass on.' };
const maria: Visitor = { collaborator: 'maria-1', signInId: 'x', name: 'Maria', role: 'viewer', by: 'invite' };
let database: Database;
let store: DataUses;
let datasetId: string;
let use: TermsOfUse;

beforeEach(() => {
  database = new Database(':memory:');
  store = new DataUses(database);
  datasetId = new Datasets(database).remember({ path: '/x', sizeBytes: 1, title: 'X' }, () => 'x').id;
  use = new TermsOfUse(store, datasetId);
});
afterEach(() => database.close());

test('nothing is asked until the owner asks, and no more once it is taken away', () => {
  expect([use.terms, use.dataUse]).toEqual([null, null]);
  expect(use.change(dataUse)).toMatchObject([{ action: 'changed-terms', value: use.terms?.hash.slice(0, 16) }]);
  expect(use.terms).toMatchObject(dataUse);
  expect(use.change(null)).toEqual([{ action: 'changed-terms', value: null }]);
  expect(use.terms).toBeNull();
});

test('what stays as it was is no change', () => {
  expect(use.change(undefined)).toEqual([]);
  expect(use.change(null)).toEqual([]);
  use.change(dataUse);
  expect(use.change({ ...dataUse })).toEqual([]);
});

test('acceptance follows the person, is remembered, and shown with the people', () => {
  use.change(dataUse);
  expect(use.terms?.hasAccepted('maria-1')).toBe(false);
  use.terms?.accept(maria);
  expect(use.terms?.hasAccepted('maria-1')).toBe(true);
  expect(use.terms?.hasAccepted('jonas-1')).toBe(false);
  const again = new TermsOfUse(store, datasetId);
  expect(again.terms?.hasAccepted('maria-1')).toBe(true);
  const [shown, other] = again.withAcceptances([aPerson('Maria', { id: 'maria-1' }), aPerson('Jonas')]);
  expect(shown?.acceptedTermsAt).toMatch(/^\d{4}-/);
  expect(other?.acceptedTermsAt).toBeNull();
});

test('changed terms, be it only the contact, ask everybody again; those from before count again when they come back', () => {
  use.change(dataUse);
  use.terms?.accept(maria);
  for (const changed of [{ contact: 'else' }, { title: 'Else' }, { terms: 'Else' }]) {
    use.change({ ...dataUse, ...changed });
    expect(use.terms?.hasAccepted('maria-1')).toBe(false);
  }
  use.terms?.accept(maria);
  expect(use.acceptances().map(({ name, current }) => [name, current])).toEqual([
    ['Maria', false],
    ['Maria', true],
  ]);
  use.change(dataUse);
  expect(use.terms?.hasAccepted('maria-1')).toBe(true);
});

test('what was accepted at another door of the same dataset counts here', () => {
  use.change(dataUse);
  expect(use.terms?.hasAccepted('maria-1')).toBe(false);
  new TermsOfUse(store, datasetId).terms?.accept(maria);
  expect(use.terms?.hasAccepted('maria-1')).toBe(true);
});
