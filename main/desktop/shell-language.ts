/** Has the shell speak the language that the owner chose on the page, which keeps it in a cookie; until a choice is made, the system's. */
import { app, session } from 'electron';
import { languageChoiceOf, languageCookie, languageFor } from '../../contract/language.ts';
import { speak } from './words.ts';

/** @param onChange another language is spoken from now on */
export async function followLanguage(onChange: () => void): Promise<void> {
  const { cookies } = session.defaultSession;
  const use = (value: string | undefined) => {
    if (speak(languageFor(languageChoiceOf(value), [app.getLocale()]))) onChange();
  };
  cookies.on('changed', (_event, { name, value }, _cause, removed) => {
    // A cookie that is written over is removed first.
    if (name === languageCookie && !removed) use(value);
  });
  const kept = await cookies.get({ name: languageCookie });
  use(kept.at(-1)?.value);
}
