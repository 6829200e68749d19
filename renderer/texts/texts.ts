/** The language that the page speaks now. Another one is an object of type `Texts`: the compiler asks for every sentence. */
import { en } from './en.ts';
import { makeFormat, type Format } from './format.ts';

export type Texts = typeof en;

/** Both are replaced when another language is chosen: read them while drawing, never at the start of a module. */
export let texts: Texts = en;
export let format: Format = makeFormat(en.locale);

const listeners = new Set<() => void>();

export function speak(next: Texts): void {
  if (next === texts) return;
  texts = next;
  format = makeFormat(next.locale);
  for (const listener of listeners) listener();
}

/** Tells when another language is spoken. Returns the way to stop listening. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
