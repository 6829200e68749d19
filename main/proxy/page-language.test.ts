import { expect, it } from 'vitest';
import { pageLanguage } from './page-language.ts';

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['de', 'de'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['en-GB,en;q=0.9,de;q=0.8', 'en'],
  ['en;q=0.2,de;q=0.7', 'de'],
  ['fr-FR,fr;q=0.9,de;q=0.5,en;q=0.4', 'de'],
  ['de;q=0', 'en'],
  ['*', 'en'],
  ['zz,,;q=x,\u0000', 'en'],
  ['de,'.repeat(2000), 'de'],
])('who asks for %j reads %s', (header, language) => {
  expect(pageLanguage(header)).toBe(language);
});
