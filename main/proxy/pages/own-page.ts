/** A page of the proxy's own, before it is known in which language it will be read. */
import type { Language } from '../../../contract/language.ts';
import type { Markup } from './markup.ts';
import { germanPages } from './words-de.ts';
import { englishPages, type PageWords } from './words-en.ts';

const inLanguage: Readonly<Record<Language, PageWords>> = { en: englishPages, de: germanPages };

export class OwnPage {
  readonly #write: (words: PageWords) => Markup;

  constructor(write: (words: PageWords) => Markup) {
    this.#write = write;
  }

  in(language: Language): string {
    return this.#write(inLanguage[language]).text;
  }

  /** In the first language. */
  get text(): string {
    return this.in('en');
  }
}
