/** Which language the page speaks: the owner's choice, kept in a cookie as light and dark are, and changed while the page stands. */
import {
  languageChoiceOf,
  languageCookie,
  languageFor,
  type Language,
  type LanguageChoice,
} from '../contract/language.ts';
import { en } from './texts/en.ts';
import { speak, type Texts } from './texts/texts.ts';

/** What is not the first language is loaded only by those who read it. */
const load: Record<Language, () => Promise<Texts>> = {
  en: () => Promise.resolve(en),
  de: async () => (await import('./texts/de.ts')).de,
};

export function languageChoiceIn(cookies: string): LanguageChoice {
  return languageChoiceOf(new RegExp(`(?:^|;\\s*)${languageCookie}=(\\w+)`).exec(cookies)?.[1]);
}

/** Follows the system's language while it stands, where the owner chose that. */
export function followSystemLanguage(): void {
  addEventListener('languagechange', () => void applyLanguage(languageChoiceIn(document.cookie)));
}

let latest: LanguageChoice | null = null;

/** Speaks as chosen, once that language is there. Of two choices in quick succession the later one holds. */
export async function applyLanguage(choice: LanguageChoice): Promise<void> {
  latest = choice;
  const texts = await load[languageFor(choice, navigator.languages)]();
  if (latest !== choice) return;
  document.documentElement.lang = texts.locale;
  speak(texts);
}

export async function keepLanguage(choice: LanguageChoice): Promise<void> {
  document.cookie = `${languageCookie}=${choice}; path=/; max-age=31536000; SameSite=Strict`;
  await applyLanguage(choice);
}
