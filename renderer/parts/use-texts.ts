/** Draws a part of the page again, with all that is in it, when another language is spoken. */
import { useEffect, useState } from 'preact/hooks';
import { onLanguage, texts, type Texts } from '../texts/texts.ts';

export function useTexts(): Texts {
  const [spoken, setSpoken] = useState(texts);
  useEffect(() => {
    const listen = () => setSpoken(texts);
    listen();
    return onLanguage(listen);
  }, []);
  return spoken;
}
