import { expect, it } from 'vitest';
import { languageChoiceOf, languageFor, type LanguageChoice } from './language.ts';

it.each<[LanguageChoice, readonly string[], string]>([
  ['system', ['de-AT', 'en'], 'de'],
  ['system', ['fr-FR', 'DE', 'en'], 'de'],
  ['system', ['en-GB', 'de'], 'en'],
  ['system', ['fr'], 'en'],
  ['system', ['deu', 'den'], 'en'],
  ['system', [], 'en'],
  ['de', ['en'], 'de'],
  ['en', ['de'], 'en'],
])('%s of somebody who prefers %j is %s', (choice, preferred, language) => {
  expect(languageFor(choice, preferred)).toBe(language);
});

it.each([
  ['de', 'de'],
  ['en', 'en'],
  ['fr', 'system'],
  ['', 'system'],
  [undefined, 'system'],
])('%j is the choice %s', (value, choice) => {
  expect(languageChoiceOf(value)).toBe(choice);
});
