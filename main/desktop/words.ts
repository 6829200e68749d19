/** The language that the shell speaks now: every sentence that it says itself. */
import type { Language } from '../../contract/language.ts';
import { germanWords } from './words-de.ts';
import { englishWords } from './words-en.ts';

export type Words = typeof englishWords;

const inLanguage: Record<Language, Words> = { en: englishWords, de: germanWords };

/** Replaced when another language is chosen: read it while speaking, never at the start of a module. */
export let words: Words = englishWords;

/** @returns whether that is another one than before */
export function speak(language: Language): boolean {
  const before = words;
  words = inLanguage[language];
  return words !== before;
}
