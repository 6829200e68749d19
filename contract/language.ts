/** The languages that people are spoken to in, and which of them somebody gets. Pure. */

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** `system`: what the browser or the operating system prefers. */
export const languageChoices = ['system', ...languages] as const;
export type LanguageChoice = (typeof languageChoices)[number];

/** The page keeps the owner's choice in a cookie; the desktop shell reads the same one. */
export const languageCookie = 'annotate-share-language';

export function languageChoiceOf(value: string | undefined): LanguageChoice {
  return languageChoices.find((choice) => choice === value) ?? 'system';
}

/** @param preferred language tags, the dearest first, such as `de-AT` */
export function languageFor(choice: LanguageChoice, preferred: readonly string[]): Language {
  if (choice !== 'system') return choice;
  const primary = preferred.map((tag) => tag.toLowerCase().split('-', 1)[0]);
  return primary.flatMap((tag) => languages.filter((language) => language === tag))[0] ?? 'en';
}
